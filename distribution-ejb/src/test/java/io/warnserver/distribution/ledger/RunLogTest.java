package io.warnserver.distribution.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunLogTest {

  private final TestDatabase database = TestDatabase.cleared();
  private final RunLog log = new RunLog(database.distribution());

  @BeforeEach
  void forgetAllRuns() {
    database.execute("truncate distribution_run");
  }

  @Test
  void noGoodRun_hasNoAge() {
    ended("failed", 1);

    assertThat(log.sinceLastCompleted()).isEmpty();
  }

  @Test
  void runs_areForgottenAfterAMonthButForTheLastGoodOne() {
    ended("completed", 50);
    ended("completed", 40);
    ended("failed", 35);
    ended("failed", 30);

    endOne("failed");

    assertThat(kept()).containsExactly("completed 40", "failed 30", "failed 0");
    assertThat(log.sinceLastCompleted())
        .hasValueSatisfying(age -> assertThat(age).isGreaterThanOrEqualTo(Duration.ofDays(40)));
  }

  @Test
  void lastGoodRun_goesWhenThereIsALaterOne() {
    ended("completed", 40);

    endOne("completed");

    assertThat(kept()).containsExactly("completed 0");
  }

  private void ended(String outcome, int daysAgo) {
    String time = "clock_timestamp() - interval '" + 24 * daysAgo + " hours'";
    database.execute(
        "insert into distribution_run (instance, started_at, ended_at, outcome) values ('test', "
            + time
            + ", "
            + time
            + ", '"
            + outcome
            + "')");
  }

  private void endOne(String outcome) {
    log.end(log.begin("test"), outcome, "", 0, 0, 0);
  }

  private List<String> kept() {
    return database.rows(
        "select outcome, extract(day from clock_timestamp() - ended_at)::int from distribution_run"
            + " order by run_number");
  }
}
