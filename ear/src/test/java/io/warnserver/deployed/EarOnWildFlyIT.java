package io.warnserver.deployed;

import io.warnserver.local.managed.ManagedServer;
import io.warnserver.local.managed.WildFlyServer;
import io.warnserver.local.servers.Surroundings;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The EAR on WildFly. */
class EarOnWildFlyIT
    implements MainJobContract,
        SubmissionContract,
        ListenerContract,
        FederationContract,
        OperatorContract {

  private static Surroundings surroundings;
  private static ManagedServer managed;
  private static DeployedServer server;

  @BeforeAll
  static void start() throws Exception {
    surroundings = Surroundings.startTemporary(Clock.systemUTC());
    managed =
        WildFlyServer.start(
            Installed.wildFly(),
            surroundings,
            "wildfly",
            Map.of("warn.federation.upload.min-keys", "5"));
    server = DeployedServer.of(managed);
  }

  @AfterAll
  static void stop() throws Exception {
    if (managed != null) {
      managed.close();
    }
    if (surroundings != null) {
      surroundings.close();
    }
  }

  @Override
  public ManagedServer managed() {
    return managed;
  }

  @Override
  public DeployedServer server() {
    return server;
  }
}
