package io.warnserver.deployed;

import io.warnserver.local.servers.Surroundings;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The EAR on WildFly. */
class EarOnWildFlyIT
    implements MainJobContract, SubmissionContract, ListenerContract, OperatorContract {

  private static Surroundings surroundings;
  private static ManagedServer server;

  @BeforeAll
  static void start() throws Exception {
    surroundings = Surroundings.startTemporary(Clock.systemUTC());
    server =
        WildFlyServer.start(
            surroundings, "wildfly", Map.of("warn.federation.upload.min-keys", "5"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    if (surroundings != null) {
      surroundings.close();
    }
  }

  @Override
  public ManagedServer managed() {
    return server;
  }

  @Override
  public DeployedServer server() {
    return server.deployed();
  }
}
