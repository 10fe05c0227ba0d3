package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.listeners.Listener;
import io.warnserver.local.servers.Surroundings;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who may ask what of operations, and from where. Whoever implements this says which server.
 *
 * <p>What changes something is asked in ways that would be seen: a paused server publishes nothing.
 */
interface LoginContract {

  List<String> READING =
      List.of(
          "clock",
          "distribution/runs/last",
          "distribution/revocations",
          "federation/uploads/last",
          "federation/uploads/batches",
          "federation/downloads/last",
          "federation/downloads/batches");

  List<String> CHANGING =
      List.of(
          "distribution/pause",
          "distribution/resume",
          "distribution/runs",
          "federation/uploads",
          "federation/downloads");

  /** The listeners of the server under test. */
  List<Door> doors() throws Exception;

  /** The server under test. */
  DeployedServer server();

  @Test
  default void withoutALogin_healthAloneIsShown_andItsStatesAlone() throws Exception {
    for (String path : Stream.concat(READING.stream(), Stream.of("metrics")).toList()) {
      assertAsksForALogin(get(path));
    }
    for (String path : CHANGING) {
      assertAsksForALogin(post(path).header("X-Requested-By", "tests"));
    }
    assertAsksForALogin(put("clock").header("X-Requested-By", "tests"));
    assertAsksForALogin(
        server().toOperationsWithoutLogin("clock").DELETE().header("X-Requested-By", "tests"));
    assertThat(status(get("health/live"))).isEqualTo(200);
    assertThat(server().send(get("health/ready")).body())
        .contains("\"state\"", "\"name\":\"object-store\"")
        .doesNotContain("detail");
    assertThatNothingIsPaused();
  }

  private void assertAsksForALogin(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = server().send(request);
    assertThat(answer.statusCode()).as(answer.uri().toString()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly("Basic realm=\"file\", charset=\"UTF-8\"");
  }

  @Test
  default void wrongLogin_isAskedAgain_forHealthToo() throws Exception {
    for (String login :
        List.of(
            DeployedServer.basic("nobody", Surroundings.operatorPassword()),
            DeployedServer.basic("nobody", ""),
            "Basic !",
            "Bearer abc")) {
      for (String path : List.of("clock", "metrics", "health/live", "health/ready")) {
        HttpResponse<String> answer = server().send(get(path).header("Authorization", login));
        assertThat(answer.statusCode()).as("%s %s", path, login).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
            .startsWith("Basic realm=\"file\"");
        assertThat(answer.body()).doesNotContainIgnoringCase("payara", "wildfly");
      }
      HttpRequest.Builder pause =
          post("distribution/pause").header("X-Requested-By", "x").header("Authorization", login);
      assertThat(status(pause)).as(login).isEqualTo(401);
    }
    // Once: after some, WildFly lets the operator in no more for a while.
    String wrong = DeployedServer.basic("operator", "wrong");
    assertThat(status(get("health/ready").header("Authorization", wrong))).isEqualTo(401);
    assertThatNothingIsPaused();
  }

  /** More often than any server lets a name be tried. */
  @Test
  default void wrongLoginOnAnotherListener_isNotTried_andLocksNobodyOut() throws Exception {
    String wrong = "Authorization: " + DeployedServer.basic("operator", "wrong");
    Map<String, Callable<RawExchange>> requests = new LinkedHashMap<>();
    for (Door door : doors()) {
      if (door.kind() != Listener.OPERATIONS) {
        for (String login : List.of(wrong, "Authorization: Basic !")) {
          for (int i = 0; i < 20; i++) {
            requests.put(
                String.join(" ", door.toString(), login, String.valueOf(i)),
                () -> door.send(StrangerContract.request("GET", "/operations/clock", door, login)));
          }
        }
      }
    }

    assertThat(StrangerContract.answers(requests).values())
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(404);
              assertThat(answer.text()).doesNotContainIgnoringCase("WWW-Authenticate");
            });
    assertThat(status(server().toOperations("clock").GET())).isEqualTo(200);
  }

  @Test
  default void monitor_seesMetricsAndHealth_andNothingElse() throws Exception {
    String monitor = DeployedServer.basic("monitor", Surroundings.monitorPassword());
    assertThat(status(get("metrics").header("Authorization", monitor))).isEqualTo(200);
    assertThat(server().send(get("health/ready").header("Authorization", monitor)).body())
        .contains("\"detail\"");
    for (String path : READING) {
      assertThat(status(get(path).header("Authorization", monitor))).as(path).isEqualTo(403);
    }
    for (String path : CHANGING) {
      assertThat(status(post(path).header("X-Requested-By", "x").header("Authorization", monitor)))
          .as(path)
          .isEqualTo(403);
    }
    assertThat(status(put("clock").header("X-Requested-By", "x").header("Authorization", monitor)))
        .isEqualTo(403);
    assertThatNothingIsPaused();
  }

  @Test
  default void operator_seesWhatEachCheckFound() throws Exception {
    assertThat(server().send(server().toOperations("health/ready").GET()).body())
        .contains("\"detail\"");
  }

  /** With a login that a browser remembered. */
  @Test
  default void pageOfAnotherSite_changesNothing() throws Exception {
    for (String path : CHANGING) {
      HttpResponse<String> unmarked = server().send(post(path).header("Authorization", operator()));
      assertThat(unmarked.statusCode()).as(path).isEqualTo(403);
      assertThat(unmarked.body()).contains("\"reason\":", "X-Requested-By");
      assertThat(
              status(post(path).header("Authorization", operator()).header("X-Requested-By", " ")))
          .isEqualTo(403);
      for (Map.Entry<String, String> foreign : foreign().entrySet()) {
        HttpRequest.Builder marked =
            server()
                .toOperations(path)
                .POST(BodyPublishers.noBody())
                .header(foreign.getKey(), foreign.getValue());
        assertThat(status(marked)).as("%s %s", path, foreign).isEqualTo(403);
      }
    }
    assertThat(status(put("clock").header("Authorization", operator()))).isEqualTo(403);
    assertThatNothingIsPaused();
  }

  private static Map<String, String> foreign() {
    return Map.of("Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site");
  }

  @Test
  default void pageOfAnotherSite_readsNothing() throws Exception {
    Door door = operations();
    for (String foreign :
        List.of(
            "Origin: https://evil.example",
            "Origin: null",
            "Origin: https://127.0.0.1:1",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site")) {
      for (String path : List.of("metrics", "clock", "health/ready")) {
        RawExchange answer =
            door.send(
                StrangerContract.request(
                    "GET", "/operations/" + path, door, StrangerContract.LOGIN, foreign));
        assertThat(answer.status()).as("%s %s", path, foreign).isEqualTo(403);
      }
    }
    for (String own :
        List.of("Origin: " + door.root(), "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none")) {
      RawExchange answer =
          door.send(
              StrangerContract.request(
                  "GET", "/operations/metrics", door, StrangerContract.LOGIN, own));
      assertThat(answer.status()).as(own).isEqualTo(200);
    }
  }

  @Test
  default void whoIsNotLetIn_isCounted() throws Exception {
    for (String reason :
        List.of("no-login", "wrong-login", "role", "foreign-page", "no-requested-by")) {
      assertThat(metrics()).contains("warn_operations_refused_total{reason=\"" + reason + "\"}");
    }
    double before = refusedForNoLogin();

    server().send(get("clock"));

    assertThat(refusedForNoLogin()).isEqualTo(before + 1);
  }

  private double refusedForNoLogin() throws Exception {
    return metrics()
        .lines()
        .filter(line -> line.startsWith("warn_operations_refused_total{reason=\"no-login\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private String metrics() throws Exception {
    return server().send(server().toOperations("metrics").GET()).body();
  }

  private Door operations() throws Exception {
    return doors().stream()
        .filter(door -> door.kind() == Listener.OPERATIONS)
        .findAny()
        .orElseThrow();
  }

  private static String operator() {
    return DeployedServer.basic("operator", Surroundings.operatorPassword());
  }

  private HttpRequest.Builder get(String path) {
    return server().toOperationsWithoutLogin(path).GET();
  }

  private HttpRequest.Builder post(String path) {
    return server().toOperationsWithoutLogin(path).POST(BodyPublishers.noBody());
  }

  private HttpRequest.Builder put(String path) {
    return server()
        .toOperationsWithoutLogin(path)
        .header("Content-Type", "text/plain")
        .PUT(BodyPublishers.ofString("2020-01-01T00:00:00Z"));
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return server().send(request).statusCode();
  }

  private void assertThatNothingIsPaused() throws Exception {
    assertThat(server().distribute().body()).contains("\"outcome\":\"completed\"");
  }
}
