package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.local.servers.PlayedClock;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.ServerPorts;
import io.warnserver.managed.TlsFiles;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The EAR on a server that the scripts have set up does all that is asked of a deployed server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EarContract
    implements MainJobContract,
        SubmissionContract,
        UnreadBodiesContract,
        HostileClientsContract,
        ListenerContract,
        ProtocolContract,
        SocketsContract,
        FederationContract,
        OperatorContract,
        TwoInstancesContract {

  /** Its files are gone after the tests. */
  @RegisterExtension
  final AfterTestExecutionCallback lastWords =
      test -> {
        if (test.getExecutionException().isPresent()) {
          System.err.println(test.getDisplayName() + ":\n" + managed().lastWords());
        }
      };

  private Surroundings surroundings;
  private ManagedServer managed;
  private DeployedServer server;
  private List<Door> doors;
  private List<String> logOfStart;

  @BeforeAll
  void start() throws Exception {
    surroundings = Surroundings.startTemporary(PlayedClock.fromNoon(Clock.systemUTC()));
    managed =
        start(
            surroundings,
            "first",
            Map.of(
                "warn.federation.upload.min-keys", "5",
                // Only the tests start runs: one that a timer started might be under way just then.
                "warn.distribution.schedule", "off",
                "warn.federation.upload.schedule", "off",
                "warn.federation.download.schedule", "off",
                // What is read again now and then is, within a test's time; Payara keeps values.
                "warn.submission.tan-hash.reload-interval", "PT1S",
                "mp.config.cache.duration", "1"));
    logOfStart = managed.logLines();
    server = DeployedServer.of(managed);
    doors = Doors.of(managed);
  }

  @Test
  void goodStart_isQuiet() {
    // Payara has the message on the line after the level, and has been set up before this start.
    String all = String.join("\n", logOfStart).replace("[[\n", "[[");
    all = all.substring(Math.max(0, all.lastIndexOf("Running Payara Version")));
    assertThat(all.lines())
        .filteredOn(line -> line.matches(".*\\b(WARN|WARNING|ERROR|SEVERE|FATAL)\\b.*"))
        .isEmpty();
    assertThat(all).doesNotContain("\n\tat ");
  }

  @AfterAll
  void stop() throws Exception {
    if (managed != null) {
      managed.close();
    }
    if (surroundings != null) {
      surroundings.close();
    }
  }

  /** Sets up and starts a server of the kind under test, with these settings besides its own. */
  abstract ManagedServer start(Surroundings around, String name, Map<String, String> settings)
      throws Exception;

  @Override
  public List<Door> doors() {
    return doors;
  }

  @Override
  public int loggedLines() {
    return managed.logged("");
  }

  @Override
  public ManagedServer managed() {
    return managed;
  }

  @Override
  public DeployedServer server() {
    return server;
  }

  @Override
  public void operatorHas(String password) {
    server = server.withPassword(password);
  }

  @Override
  public Set<Integer> plainPorts() {
    return Set.of(managed.folder().ports().plain());
  }

  @Override
  public Map<Integer, SSLContext> tlsPorts() {
    ServerPorts ports = managed.folder().ports();
    TlsFiles tls = managed.folder().tls();
    return Map.of(
        ports.publicTls(), tls.withoutCertificate(),
        ports.operations(), tls.withoutCertificate(),
        ports.callback(), tls.caller());
  }

  @Override
  public ProcessHandle serverProcess() {
    return managed.process().orElseThrow();
  }

  @Override
  public Set<Integer> expectedPorts() {
    Set<Integer> expected = new HashSet<>(managed.portsOfItsOwn());
    expected.addAll(plainPorts());
    expected.addAll(tlsPorts().keySet());
    return expected;
  }
}
