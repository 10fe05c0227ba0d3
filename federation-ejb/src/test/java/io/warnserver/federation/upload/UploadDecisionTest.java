package io.warnserver.federation.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.federation.gateway.UploadAnswer;
import io.warnserver.federation.upload.OutgoingBatch.Before;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code decides as the table in {@code docs/federation.md} says, whose words are these. */
class UploadDecisionTest {

  private static final Path PAGE = Path.of("..", "docs", "federation.md");
  private static final String TABLE = "| answer | batch | decision | may be stored | sent again |";
  private static final String MEANINGS = "| decision | what becomes of batch and keys |";

  private static final UploadPolicy POLICY = UploadFixture.policy(3, 6);
  private static final int MIN_KEYS = POLICY.minKeys();
  private static final int MAX_ATTEMPTS = POLICY.retry().maxAttempts();

  private static final Map<String, UploadAnswer> ANSWERS =
      Map.ofEntries(
          Map.entry("201", new UploadAnswer.Stored()),
          Map.entry("207", new UploadAnswer.Mixed(List.of(2), List.of(0), List.of(1, 3))),
          Map.entry("409", new UploadAnswer.TagUsed()),
          Map.entry("413", new UploadAnswer.TooLarge()),
          Map.entry("400", new UploadAnswer.Refused("status 400")),
          Map.entry("403", new UploadAnswer.NotTaken("status 403")),
          Map.entry("405", new UploadAnswer.NotTaken("status 405")),
          Map.entry("406", new UploadAnswer.NotTaken("status 406")),
          Map.entry("415", new UploadAnswer.NotTaken("status 415")),
          Map.entry("207 without a readable body", new UploadAnswer.NotTaken("status 207")),
          Map.entry("no connection", new UploadAnswer.NotTaken("not reached")),
          Map.entry("anything else", new UploadAnswer.Unknown("status 500")));

  private static final Map<String, Predicate<Before>> BATCHES =
      Map.of(
          "any", batch -> true,
          "may be stored", Before::mayBeStored,
          "twice `min-keys`", batch -> batch.keys() >= 2 * MIN_KEYS,
          "keys too old", batch -> batch.tooOld() > 0,
          "`min-keys` others", batch -> batch.keys() - batch.tooOld() >= MIN_KEYS,
          "`max-attempts` refusals", batch -> batch.refusals() + 1 >= MAX_ATTEMPTS,
          "below `max-attempts` failures", batch -> batch.failures() + 1 < MAX_ATTEMPTS);

  /** A line of the table. */
  record Row(
      List<String> answers, List<String> batch, String decision, String stored, String again) {

    static Row of(List<String> cells) {
      return new Row(
          List.of(cells.get(0).split(", ")),
          List.of(cells.get(1).split(", ")),
          cells.get(2),
          cells.get(3),
          cells.get(4));
    }

    boolean fits(String answer, Before before) {
      return answers.contains(answer)
          && batch.stream().allMatch(word -> BATCHES.get(word).test(before));
    }

    UploadDecision decide(UploadAnswer answer, Before before) {
      return switch (decision) {
        case "`Uploaded`" -> new UploadDecision.Uploaded();
        case "`SortOut`" -> {
          // Recorded as such by the batch's change().
          assertThat(List.of(stored, again)).containsExactly("no", "at once");
          yield new UploadDecision.SortOut(List.of(0), List.of(1, 3));
        }
        case "`NewTag`" -> new UploadDecision.NewTag();
        case "`Halve`" -> new UploadDecision.Halve(false, reasonOf(answer));
        case "`Halve`, a refusal" -> new UploadDecision.Halve(true, reasonOf(answer));
        case "`SendRest`" -> {
          assertThat(again).isEqualTo("at once");
          yield new UploadDecision.SendRest(mayBeStored(before), reasonOf(answer));
        }
        case "`Dissolve`" -> new UploadDecision.Dissolve();
        case "`TryLater`" ->
            new UploadDecision.TryLater(mayBeStored(before), pause(before), reasonOf(answer));
        case "`EndRun`" ->
            new UploadDecision.EndRun(mayBeStored(before), pause(before), reasonOf(answer));
        default -> throw new AssertionError("no decision: " + decision);
      };
    }

    private boolean mayBeStored(Before before) {
      return switch (stored) {
        case "yes" -> true;
        case "as before" -> before.mayBeStored();
        default -> throw new AssertionError("not known: " + stored);
      };
    }

    private int pause(Before before) {
      return switch (again) {
        case "by the next run" -> 0;
        case "after the pause for its refusals" -> before.refusals() + 1;
        case "after the pause for failures from `max-attempts` on" ->
            before.failures() + 1 - (MAX_ATTEMPTS - 1);
        default -> throw new AssertionError("not known: " + again);
      };
    }
  }

  private static String reasonOf(UploadAnswer answer) {
    if (answer instanceof UploadAnswer.Refused refused) {
      return refused.reason();
    } else if (answer instanceof UploadAnswer.NotTaken notTaken) {
      return notTaken.reason();
    } else if (answer instanceof UploadAnswer.Unknown unknown) {
      return unknown.reason();
    }
    return "status 413";
  }

  private static List<Row> table() throws IOException {
    return rows(TABLE).map(Row::of).toList();
  }

  private static Stream<List<String>> rows(String head) throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    assertThat(lines).containsOnlyOnce(head);
    return lines.stream()
        .skip(lines.indexOf(head) + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList());
  }

  static Stream<String> answers() {
    return ANSWERS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answer_isDealtWithAsTheTableSays_whateverTheBatch(String answer) throws Exception {
    List<Row> table = table();
    for (Before before : batches()) {
      Row row = table.stream().filter(one -> one.fits(answer, before)).findFirst().orElseThrow();
      assertThat(UploadDecision.of(ANSWERS.get(answer), before, POLICY))
          .as("%s, %s, %s", answer, before, row)
          .isEqualTo(row.decide(ANSWERS.get(answer), before));
    }
  }

  /** Fewer and more of everything than any limit. */
  private static List<Before> batches() {
    List<Before> batches = new ArrayList<>();
    for (int keys = 1; keys <= 2 * MIN_KEYS + 1; keys++) {
      for (int tooOld = 0; tooOld <= keys; tooOld++) {
        for (int failures = 0; failures <= MAX_ATTEMPTS + 2; failures++) {
          for (int refusals = 0; refusals <= MAX_ATTEMPTS + 1; refusals++) {
            batches.add(new Before(true, failures, refusals, keys, tooOld));
            batches.add(new Before(false, failures, refusals, keys, tooOld));
          }
        }
      }
    }
    return batches;
  }

  @Test
  void everyRow_fitsSomethingThatNoneBeforeItFits() throws Exception {
    List<Row> table = table();
    Set<Row> used = new HashSet<>();
    for (String answer : ANSWERS.keySet()) {
      for (Before before : batches()) {
        table.stream().filter(row -> row.fits(answer, before)).findFirst().ifPresent(used::add);
      }
    }
    assertThat(table).doesNotHaveDuplicates().allMatch(used::contains);
  }

  @Test
  void table_hasEveryAnswerAndEveryDecision() throws Exception {
    assertThat(ANSWERS.values().stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(UploadAnswer.class.getPermittedSubclasses());
    assertThat(table().stream().flatMap(row -> row.answers().stream()).distinct())
        .containsExactlyInAnyOrderElementsOf(ANSWERS.keySet());
    List<String> decisions =
        Arrays.stream(UploadDecision.class.getPermittedSubclasses())
            .map(type -> "`" + type.getSimpleName() + "`")
            .toList();
    assertThat(table().stream().map(row -> row.decision().split(",", 2)[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(decisions);
    assertThat(rows(MEANINGS).map(cells -> cells.get(0)))
        .containsExactlyInAnyOrderElementsOf(decisions);
  }
}
