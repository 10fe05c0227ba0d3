package io.warnserver.configuration;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One text as YAML 1.2, of which the plain part is enough here: no aliases and no tags, so that a
 * value stands where it counts and a small file stays small in memory.
 */
final class YamlDocument {

  /** Deeper than any field of the messages; the parser below recurses. */
  private static final int DEEPEST = 20;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          // Told with their path by MessageReader.
          .setAllowDuplicateKeys(true)
          .setAllowRecursiveKeys(false)
          .setAllowNonScalarKeys(true)
          .setMaxAliasesForCollections(0)
          .setCodePointLimit(SourceText.LARGEST_BYTES)
          .build();

  private YamlDocument() {}

  /** The mapping at the top; none when a fault was reported. */
  static Optional<MappingNode> parse(String text, Place file, Faults faults) {
    try {
      if (!isPlain(text, file, faults)) {
        return Optional.empty();
      }
      Optional<Node> top = new Compose(SETTINGS).composeString(text);
      if (top.isPresent() && top.get() instanceof MappingNode mapping) {
        return Optional.of(mapping);
      }
      faults.add(file, "must hold fields, each written as \"name: value\"");
    } catch (MarkedYamlEngineException e) {
      faults.add(
          file,
          line(e.getProblemMark())
              + ": is not YAML: "
              + Quote.plain(String.valueOf(e.getProblem())));
    } catch (YamlEngineException e) {
      faults.add(file, "is not YAML: " + Quote.plain(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  /** Looks at the events, which need no memory and no stack, before a tree is made of them. */
  private static boolean isPlain(String text, Place file, Faults faults) {
    int documents = 0;
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      String line = line(event.getStartMark());
      if (event instanceof DocumentStartEvent) {
        documents++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      } else if (event instanceof AliasEvent) {
        faults.add(file, line + ": uses an alias (*), write the value instead");
      } else if (tag(event).isPresent()) {
        faults.add(file, line + ": uses a tag (!), write the value alone");
      }
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        faults.add(file, line + ": is nested deeper than " + DEEPEST);
        return false;
      }
    }
    if (documents == 0) {
      faults.add(file, "is empty");
    } else if (documents > 1) {
      faults.add(file, "holds " + documents + " documents (---) instead of one");
    }
    return faults.isSound(file);
  }

  private static Optional<String> tag(Event event) {
    return event instanceof ScalarEvent scalar
        ? scalar.getTag()
        : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
  }

  /** Lines count from 1, as in an editor. */
  static String line(Optional<Mark> mark) {
    return mark.map(at -> "line " + (at.getLine() + 1)).orElse("line ?");
  }
}
