package io.warnserver.deployed;

import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The EAR on Payara Server. */
class EarOnPayaraServerIT implements MainJobContract, SubmissionContract {

  private static Surroundings surroundings;
  private static PayaraServer payara;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    surroundings = Surroundings.startTemporary(Clock.systemUTC());
    payara =
        PayaraServer.start(
            Path.of(System.getProperty("warn.payara")),
            Path.of(System.getProperty("warn.ear")),
            surroundings,
            FreePorts.find());
  }

  @AfterAll
  static void stop() throws IOException {
    if (payara != null) {
      payara.close();
    }
    if (surroundings != null) {
      surroundings.close();
    }
  }

  @Override
  public DeployedServer server() {
    return new DeployedServer(surroundings);
  }
}
