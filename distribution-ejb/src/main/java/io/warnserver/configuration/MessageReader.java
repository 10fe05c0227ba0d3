package io.warnserver.configuration;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.warnserver.protocols.configuration.KeyDownloadParametersAndroid;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Fills messages from YAML by their descriptors: a field is written with the camelCase form of its
 * name. It judges shape only (names, types, what is missing or doubled); values are for {@link
 * MessageChecker}.
 *
 * <p>Every field must be written, because a forgotten one would become 0, which is a valid and
 * dangerous value for most of them. Only true-or-false fields may be left out.
 */
final class MessageReader {

  /** Fields that the operator writes in another file, once for all apps. */
  private static final Set<FieldDescriptor> ELSEWHERE =
      Set.of(
          KeyDownloadParametersAndroid.getDescriptor().findFieldByName("revokedDayPackages"),
          KeyDownloadParametersAndroid.getDescriptor().findFieldByName("revokedHourPackages"));

  /** What stands for an unreadable item of a list. */
  private static final Map<FieldDescriptor.JavaType, Object> ZEROS =
      Map.of(FieldDescriptor.JavaType.INT, 0, FieldDescriptor.JavaType.DOUBLE, 0.0);

  private final Faults faults;
  private final ScalarReader scalars;

  MessageReader(Faults faults) {
    this.faults = faults;
    this.scalars = new ScalarReader(faults);
  }

  /**
   * A field and the message it goes to.
   *
   * @param builder takes the value
   * @param field one of the builder's fields
   */
  record Slot(Message.Builder builder, FieldDescriptor field) {

    /** Those of some fields by the names that the operator knows, in their order. */
    static Map<String, Slot> of(Message.Builder builder, List<FieldDescriptor> fields) {
      Map<String, Slot> slots = new LinkedHashMap<>();
      for (FieldDescriptor field : fields) {
        if (!ELSEWHERE.contains(field)) {
          slots.put(field.getJsonName(), new Slot(builder, field));
        }
      }
      return slots;
    }
  }

  /** Fills the named fields, and reports others. */
  void fill(Map<String, Slot> slots, MappingNode node, Place place) {
    Map<String, Node> seen = new HashMap<>();
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        faults.add(place.field("?"), line(entry.getKeyNode()) + ": is not a name");
        continue;
      }
      String name = key.getValue();
      Place at = place.field(name);
      Slot slot = slots.get(name);
      if (slot == null) {
        faults.add(at, "is not known here; known are " + String.join(", ", slots.keySet()));
      } else if (!isRepeated(seen, key, at)) {
        read(slot, entry.getValueNode(), at);
      }
    }
    slots.forEach(
        (name, slot) -> {
          if (!seen.containsKey(name) && slot.field().getType() != FieldDescriptor.Type.BOOL) {
            faults.add(place.field(name), "is missing");
          }
        });
  }

  private boolean isRepeated(Map<String, Node> seen, ScalarNode key, Place at) {
    Node earlier = seen.putIfAbsent(key.getValue(), key);
    if (earlier == null) {
      return false;
    }
    faults.add(at, "is written twice (" + line(earlier) + " and " + line(key) + ")");
    return true;
  }

  private void read(Slot slot, Node node, Place place) {
    FieldDescriptor field = slot.field();
    if (field.isMapField()) {
      readMap(slot, node, place);
    } else if (field.isRepeated()) {
      readList(slot, node, place);
    } else {
      value(slot, node, place).ifPresent(value -> slot.builder().setField(field, value));
    }
  }

  private void readList(Slot slot, Node node, Place place) {
    if (!(node instanceof SequenceNode list)) {
      faults.add(place, "must be a list (an empty one is written [])");
      return;
    }
    Object empty =
        slot.field().getJavaType() == FieldDescriptor.JavaType.MESSAGE
            ? slot.builder().newBuilderForField(slot.field()).build()
            : ZEROS.get(slot.field().getJavaType());
    int index = 0;
    for (Node item : list.getValue()) {
      Place at = place.item(index++);
      // A broken item still takes its place, so that the indexes of the others stay right.
      Object value = value(slot, item, at).orElse(empty);
      slot.builder().addRepeatedField(slot.field(), value);
    }
  }

  private void readMap(Slot slot, Node node, Place place) {
    if (!(node instanceof MappingNode mapping)) {
      faults.add(place, "must hold entries, each written as \"key: value\"");
      return;
    }
    FieldDescriptor keyField = slot.field().getMessageType().findFieldByName("key");
    FieldDescriptor valueField = slot.field().getMessageType().findFieldByName("value");
    Map<String, Node> seen = new HashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
        faults.add(place.field("?"), line(entry.getKeyNode()) + ": is not a key");
        continue;
      }
      Place at = place.field(keyNode.getValue());
      if (isRepeated(seen, keyNode, at)) {
        continue;
      }
      Optional<Object> key = scalars.read(keyField, keyNode, at);
      Optional<Object> value = scalars.read(valueField, entry.getValueNode(), at);
      if (key.isPresent() && value.isPresent()) {
        Message.Builder built = slot.builder().newBuilderForField(slot.field());
        built.setField(keyField, key.get()).setField(valueField, value.get());
        slot.builder().addRepeatedField(slot.field(), built.build());
      }
    }
  }

  private Optional<Object> value(Slot slot, Node node, Place place) {
    if (slot.field().getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return scalars.read(slot.field(), node, place);
    }
    if (!(node instanceof MappingNode mapping)) {
      faults.add(place, "must hold fields, each written as \"name: value\"");
      return Optional.empty();
    }
    Message.Builder nested = slot.builder().newBuilderForField(slot.field());
    fill(Slot.of(nested, nested.getDescriptorForType().getFields()), mapping, place);
    return Optional.of(nested.build());
  }

  private static String line(Node node) {
    return YamlDocument.line(node.getStartMark());
  }
}
