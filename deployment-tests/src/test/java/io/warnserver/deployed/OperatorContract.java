package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.BaseUrl;
import io.warnserver.client.DownloadedTree;
import io.warnserver.client.PackageCheck;
import io.warnserver.client.RegisteredKey;
import io.warnserver.client.SubmissionRequest;
import io.warnserver.client.TreeDownload;
import io.warnserver.local.servers.DatabaseRole;
import io.warnserver.local.servers.DevelopmentKey;
import io.warnserver.local.servers.Secrets;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.Waiting;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do: exchange the signing key, set the server up once more, start it anew. */
interface OperatorContract {

  /** Has each character that shells, command lines and property files take for something else. */
  String ODD = "development-odd\\n\\\"'$HOME${x}`#!=:;%s,~";

  /** The server under test. */
  ManagedServer managed();

  /** The same, as clients see it. */
  DeployedServer server();

  /** From now on. */
  void operatorHas(String password);

  @Test
  default void newSigningKeyInTheSecretsDirectory_signsWithoutRedeployment(@TempDir Path folder)
      throws Exception {
    DeployedServer server = server();
    Path later = Files.createDirectories(managed().folder().root().resolve("key-v2"));
    DevelopmentKey second = DevelopmentKey.in(later, server.clock());
    Instant now = server.clock().instant();
    assertThat(server.distribute().statusCode()).isEqualTo(200);

    put("warn.signing.v2.password", Secrets.password(DevelopmentKey.ALIAS));
    put("warn.signing.v2.keystore", second.keystore().toString());
    put("warn.signing.v2.key-version", "v2");
    put("warn.signing.keys", "current,v2");

    // The configuration files are signed anew by the first run that knows of it.
    Waiting.until(Duration.ofSeconds(150), () -> !objectsOf(server).equals("0"));
    DownloadedTree tree =
        TreeDownload.run(
            BaseUrl.of(server.surroundings().objectStore().publicAddress().toString()),
            folder,
            Clock.fixed(now, ZoneOffset.UTC),
            line -> {});
    List<DownloadedTree.StoredPackage> configuration =
        tree.packages().stream().filter(p -> p.object().contains("app_config")).toList();
    assertThat(configuration).hasSize(3);
    for (DownloadedTree.StoredPackage stored : configuration) {
      for (RegisteredKey key :
          List.of(
              RegisteredKey.ofPem(server.surroundings().signingKey().publicKeyPem(), "262", "v1"),
              RegisteredKey.ofPem(second.publicKeyPem(), "262", "v2"))) {
        assertThat(new PackageCheck(key).refusals(Files.readAllBytes(stored.file()), stored.kind()))
            .as(stored.object())
            .isEmpty();
      }
    }
  }

  /** As docs/operations/rotate-the-tan-hash-key.md says. */
  @Test
  default void newKeyThatTansAreHashedWith_isUsedWithoutRestart() throws Exception {
    DeployedServer server = server();
    SubmissionRequest first = server.real();
    assertThat(server.submit(first)).isEqualTo(200);

    put("warn.submission.tan-hash.next.key", "development-another-key-that-all-know");
    exchangeTanHashKeys("current,next", 1);
    assertThat(server.submit(first)).isEqualTo(200);
    exchangeTanHashKeys("next,current", 2);
    assertThat(server.submit(first)).isEqualTo(200);
    SubmissionRequest second = server.real();
    assertThat(server.submit(second)).isEqualTo(200);
    exchangeTanHashKeys("next", 3);

    assertThat(server.submit(second)).isEqualTo(200);
    // The old key's hashes say nothing any more, and the TAN is spent.
    assertThat(server.submit(first)).isEqualTo(403);
  }

  /** Settings are read again every minute. */
  private void exchangeTanHashKeys(String keys, int changes) throws IOException {
    put("warn.submission.tan-hash.keys", keys);
    Waiting.until(
        Duration.ofSeconds(100),
        () -> managed().logged("The keys that TANs are hashed with have changed") >= changes);
  }

  @Test
  default void submissions_leaveNoLinesInTheLog() throws Exception {
    DeployedServer server = server();
    int before = managed().logged("");
    for (int i = 0; i < 10; i++) {
      assertThat(server.submit(server.real())).isEqualTo(200);
    }

    // Other things may happen meanwhile, but not one for each submission.
    assertThat(managed().logged("") - before).isLessThan(10);
  }

  @Test
  default void metricsThatAlarmsAskFor_areShown() throws Exception {
    Path rules = Path.of(System.getProperty("warn.domain-config"), "prometheus", "alarms.yml");
    DeployedServer server = server();
    List<String> lines = new ArrayList<>();
    for (String check :
        List.of(
            "certificates",
            "clock",
            "database",
            "distribution-runs",
            "federation-gateway",
            "object-store",
            "signing-keys",
            "verification-server")) {
      lines.add(Pattern.quote("warn_health{check=\"" + check + "\"} 0.0"));
    }
    Pattern.compile("\\b(warn|jvm)(_[a-z]+)+\\b")
        .matcher(Files.readString(rules))
        .results()
        .map(MatchResult::group)
        .distinct()
        .forEach(metric -> lines.add(metric + "[ {]"));
    for (String state : List.of("free", "used")) {
      lines.add("warn_pool_connections\\{pool=\"submission\",state=\"" + state + "\"\\} [0-9]");
    }
    for (String use : List.of("public", "operations", "callback", "federation-signing")) {
      lines.add(Pattern.quote("warn_certificate_days_left{certificate=\"" + use + "\"}"));
    }
    assertThat(lines).hasSizeGreaterThan(5);
    // Some are there after a round of the health checks, which may be yet to come.
    try {
      Waiting.until(Duration.ofSeconds(60), () -> missing(lines, server).isEmpty());
    } catch (IOException e) {
      assertThat(missing(lines, server)).as(e.getMessage()).isEmpty();
    }
  }

  private static List<String> missing(List<String> lines, DeployedServer server) {
    String shown = metricsOf(server);
    return lines.stream()
        .filter(line -> !Pattern.compile("(?m)^" + line).matcher(shown).find())
        .toList();
  }

  private static String metricsOf(DeployedServer server) {
    try {
      return server.send(server.toOperations("metrics").GET()).body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Test
  default void runs_areShownAndSteeredAsAManagedBean() throws Exception {
    ProcessHandle process = managed().process().orElseThrow();
    try (ManagedBean runs = new ManagedBean(process, "io.warnserver:type=Runs,name=distribution")) {
      assertThat(runs.invoke("runNow")).isEqualTo("completed");
      assertThat(runs.attribute("LastOutcome")).isEqualTo("completed");
      assertThat(runs.attribute("LastReason")).isEqualTo("");

      runs.invoke("pause");
      assertThat(runs.invoke("runNow")).isEqualTo("paused");
      assertThat(runs.attribute("LastOutcome")).isEqualTo("paused");
      assertThat(server().distribute().body()).contains("paused");

      runs.invoke("resume");
      assertThat(runs.invoke("runNow")).isEqualTo("completed");
    }
  }

  @Test
  default void brokenOutsideSystem_isDegradedAndNotUnready() throws Exception {
    DeployedServer server = server();
    HttpResponse<String> ready = server.send(server.toOperationsWithoutLogin("health/ready").GET());
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("\"state\":\"up\"");
    assertThat(server.send(server.toOperationsWithoutLogin("health/live").GET()).body())
        .contains("\"state\":\"up\"");
    Path keystore = server.surroundings().signingKey().keystore();
    Path hidden = keystore.resolveSibling("hidden.p12");
    Files.move(keystore, hidden);
    try {
      Waiting.until(
          Duration.ofSeconds(60), () -> bodyOf(server).contains("\"state\":\"degraded\""));
      assertThat(server.send(server.toOperationsWithoutLogin("health/ready").GET()).statusCode())
          .isEqualTo(200);
    } finally {
      Files.move(hidden, keystore);
    }
    Waiting.until(Duration.ofSeconds(60), () -> !bodyOf(server).contains("degraded"));
  }

  private static String bodyOf(DeployedServer server) {
    try {
      return server.send(server.toOperationsWithoutLogin("health/ready").GET()).body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /**
   * The last but one: the server is started anew and loses what it has in memory, and has other
   * passwords from then on.
   */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  default void serverThatIsSetUpOnceMoreWithOddSecrets_doesItsWholeJobAgain() throws Exception {
    DatabaseRole role = DatabaseRole.FEDERATION;
    exchange(ODD, role, ODD + " é€𝄞");
    // Started anew it has the machine's time, of which no run is to know.
    server().pause();

    managed().setUpAgain();

    // Needs the login and the role's connection.
    String batches = "federation/downloads/batches";
    operatorHas(ODD);
    assertThat(answerTo(server().toOperations(batches).GET())).isEqualTo(200);
    assertThat(answerTo(server().toOperations(batches, Surroundings.operatorPassword()).GET()))
        .isEqualTo(401);
    server().releaseClock();
    server().resume();
    worksAgain();
  }

  private void exchange(String ofTheOperator, DatabaseRole role, String ofTheRole)
      throws IOException, SQLException {
    managed().folder().putSecret("warn.operations.password", ofTheOperator);
    managed().folder().putSecret(role.passwordSetting(), ofTheRole);
    // For another instance.
    Files.writeString(
        server().surroundings().secretsDirectory().resolve(role.passwordSetting()), ofTheRole);
    server().surroundings().database().exchangePassword(role, ofTheRole);
  }

  private int answerTo(HttpRequest.Builder request) throws Exception {
    return server().send(request).statusCode();
  }

  private void worksAgain() throws Exception {
    DeployedServer server = server();
    int before = server.storedKeys();
    assertThat(server.submit(server.real())).isEqualTo(200);
    assertThat(server.storedKeys()).isEqualTo(before + 3);
    HttpResponse<String> run = server.distribute();
    assertThat(run.statusCode()).as(run.body()).isEqualTo(200);
  }

  private static String objectsOf(DeployedServer server) {
    try {
      String body = server.distribute().body();
      return body.replaceFirst("(?s).*\"objects\":(\\d+).*", "$1");
    } catch (IOException e) {
      return "0";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "0";
    }
  }

  /** As a container platform does it: a finished file takes the place. */
  private void put(String name, String value) throws IOException {
    Path finished = Files.writeString(managed().folder().root().resolve("finished"), value);
    Files.move(
        finished, managed().folder().secrets().resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
