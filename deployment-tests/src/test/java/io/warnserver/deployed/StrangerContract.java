package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.listeners.Listener;
import io.warnserver.local.servers.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What a stranger finds at each listener, however a path, a host or a forwarding header is written.
 * Whoever implements this says which server.
 */
interface StrangerContract {

  /** Of each part of the server one that would be noticed. */
  List<String> NOTABLE =
      List.of(
          "/operations/distribution/pause",
          "/operations/clock",
          "/operations/metrics",
          "/operations/health/live",
          "/federation/callback",
          "/version/v1/openapi.yaml",
          "/health/ready");

  /**
   * Whatever a listener may be asked; the last ones are of servers that show more than they should.
   */
  List<String> PATHS =
      List.of(
          "/version/v1/diagnosis-keys",
          "/version/v1/openapi.yaml",
          "/version/v1/other",
          "/version/v1/application.wadl",
          "/federation/callback",
          "/federation/other",
          "/federation/application.wadl",
          "/operations/clock",
          "/operations/metrics",
          "/operations/metrics/",
          "/operations/other",
          "/operations/application.wadl",
          "/operations/distribution/pause",
          "/operations/health/live",
          "/operations/health/ready",
          "/operations/health/live/",
          "/health",
          "/health/ready",
          "/health/live",
          "/",
          "/error",
          "/metrics",
          "/openapi",
          "/console",
          "/management",
          "/wildfly-services/",
          "/common/index.jsf",
          "/index.html",
          "/WEB-INF/web.xml");

  /** What a proxy tells, and a stranger invents. */
  List<String> CLAIMS =
      List.of(
          "X-Forwarded-For: 127.0.0.1",
          "X-Forwarded-Host: {operations}",
          "X-Forwarded-Port: {port}",
          "X-Forwarded-Proto: https",
          "X-Forwarded-Prefix: /operations",
          "X-Forwarded-User: operator",
          "Forwarded: for=127.0.0.1;host={operations};proto=https",
          "X-Original-URL: /operations/health/live",
          "X-Rewrite-URL: /operations/health/live",
          "X-HTTP-Method-Override: PUT",
          "X-Method-Override: DELETE",
          "Proxy-auth-cert: x",
          "SSL_CLIENT_CERT: x");

  String LOGIN = "Authorization: " + DeployedServer.basic("operator", operatorPassword());

  String MARK = "X-Requested-By: tests";

  /** After which a server that waits for more of a broken request says nothing any more. */
  Duration SILENCE = Duration.ofSeconds(5);

  /** Each takes a tenth of a second, or more where it is refused. */
  int AT_ONCE = 100;

  /** The listeners of the server under test. */
  List<Door> doors() throws Exception;

  /** The server under test. */
  DeployedServer server();

  private static String operatorPassword() {
    return Surroundings.operatorPassword();
  }

  @Test
  default void oddPaths_areNowhere_withAndWithoutALogin() throws Exception {
    Map<String, Callable<RawExchange>> requests = new LinkedHashMap<>();
    for (Door door : doorsWithDifferentPaths()) {
      for (String path : NOTABLE) {
        for (String odd : OddPaths.of(path)) {
          requests.put(door + " GET " + odd, () -> door.send(request("GET", odd, door)));
          requests.put(
              door + " POST with a login " + odd,
              () -> door.send(request("POST", odd, door, LOGIN, MARK)));
          requests.put(door + " POST " + odd, () -> door.send(request("POST", odd, door, MARK)));
        }
      }
    }

    Map<String, RawExchange> answers = answers(requests);

    assertThat(answers).hasSizeGreaterThan(2000);
    Map<String, RawExchange> wrong = new TreeMap<>(answers);
    wrong.keySet().removeIf(request -> isOfTheParser(request, answers.get(request)));
    wrong
        .values()
        .removeIf(
            answer ->
                List.of(400, 404).contains(answer.status())
                    && answer.ended()
                    && !answer.text().toLowerCase(Locale.ROOT).contains("www-authenticate"));
    assertThat(wrong).isEmpty();
    assertThatNothingIsPaused();
  }

  /**
   * The servers' parsers fail at some of them before the application is asked. Payara answers 200
   * with nothing to {@code %u006f}, and to {@code /x/..} at the end of its buffer; so does nothing
   * of ours that is asked here. Payara Server sends a parameter behind a context root to that root,
   * where nothing is. WildFly answers 500 and closes where a path begins without a slash.
   */
  private static boolean isOfTheParser(String request, RawExchange answer) {
    if (request.matches(".* /(operations|federation);\\S*") && answer.status() == 301) {
      return answer.text().matches("(?s).*\r\nLocation: \\S+/(operations|federation)/\r\n.*");
    }
    return answer.text().contains("\r\nContent-Length: 0\r\n")
        ? answer.status() == 200
        : answer.status() == 500 && request.matches(".* %(2f|5c)\\S*");
  }

  @Test
  default void pauseBehindHealth_isRefused() throws Exception {
    for (Door door : doors()) {
      for (String login : List.of("X-None: x", LOGIN)) {
        RawExchange answer =
            door.send(request("POST", OddPaths.PAUSE_BEHIND_HEALTH, door, login, MARK));
        assertThat(answer.status()).as(door.toString()).isEqualTo(400);
      }
    }
    assertThatNothingIsPaused();
  }

  @Test
  default void plainPaths_areOnTheirListenerOnly() throws Exception {
    Map<String, Callable<RawExchange>> requests = new LinkedHashMap<>();
    Map<String, List<Integer>> statuses = new LinkedHashMap<>();
    for (Door door : doorsWithDifferentPaths()) {
      for (String path : PATHS) {
        for (String claim : NOTABLE.contains(path) ? claims() : List.of("X-None: x")) {
          for (String login : List.of("X-None: x", LOGIN)) {
            String name = String.join(" ", door.toString(), path, claim, login);
            requests.put(name, () -> door.send(request("GET", path, door, login, claim)));
            statuses.put(name, expected(door.kind(), path, login.equals(LOGIN)));
          }
        }
      }
    }

    answers(requests)
        .forEach((name, answer) -> assertThat(answer.status()).as(name).isIn(statuses.get(name)));
  }

  /** The statuses that a GET may have. */
  private static List<Integer> expected(Listener listener, String path, boolean login) {
    List<Integer> statuses =
        switch (path) {
          case "/version/v1/diagnosis-keys" -> on(Listener.PUBLIC, listener, 405);
          case "/version/v1/openapi.yaml" -> on(Listener.PUBLIC, listener, 200);
          // It lacks the parameters.
          case "/federation/callback" -> on(Listener.CALLBACK, listener, 400);
          case "/operations/health/live", "/operations/health/ready" ->
              on(Listener.OPERATIONS, listener, 200);
          case "/operations/clock", "/operations/metrics" ->
              on(Listener.OPERATIONS, listener, login ? 200 : 401);
          case "/operations/distribution/pause" -> on(Listener.OPERATIONS, listener, 405);
          // Payara's own.
          case "/health", "/health/ready", "/health/live" ->
              listener == Listener.OPERATIONS ? List.of(200, 404) : List.of();
          default -> List.of();
        };
    return statuses.isEmpty() ? List.of(404) : statuses;
  }

  private static List<Integer> on(Listener own, Listener asked, int status) {
    return own == asked ? List.of(status) : List.of();
  }

  @Test
  default void hostOfAnotherListener_opensNoDoor() throws Exception {
    String operations = operations().host();
    for (Door door : doors()) {
      for (String host : List.of(operations, "operations-listener", "localhost", "evil.example")) {
        String request =
            "GET /operations/clock HTTP/1.1\r\nHost: "
                + host
                + "\r\nConnection: close\r\n"
                + LOGIN
                + "\r\n\r\n";
        assertThat(door.send(request).status())
            .as("%s %s", door, host)
            .isEqualTo(door.kind() == Listener.OPERATIONS ? 200 : 404);
      }
    }
  }

  @Test
  default void addressInsteadOfAPath_isThePathOnTheListenerItCameTo() throws Exception {
    for (Door door : doors()) {
      for (String host : List.of(door.host(), operations().host(), "evil.example")) {
        RawExchange without =
            door.send(request("GET", "http://" + host + "/operations/clock", door));
        assertThat(without.status())
            .as("%s %s", door, host)
            .isIn(door.kind() == Listener.OPERATIONS ? List.of(401, 400) : List.of(404, 400));
        RawExchange with =
            door.send(request("GET", "http://" + host + "/operations/clock", door, LOGIN));
        assertThat(with.status())
            .as("%s %s", door, host)
            .isIn(door.kind() == Listener.OPERATIONS ? List.of(200, 400) : List.of(404, 400));
      }
    }
  }

  /** A server's pages tell its name, its version and more. */
  @Test
  default void refusals_tellNothingOfTheServer() throws Exception {
    Map<String, Callable<RawExchange>> refused = new LinkedHashMap<>();
    Map<String, Callable<RawExchange>> broken = new LinkedHashMap<>();
    for (Door door : doors()) {
      for (String path : List.of("/", "/nothing", "/version/v1/nothing", "/operations/nothing")) {
        for (String method : List.of("GET", "POST", "DELETE", "OPTIONS", "TRACE", "PROPFIND")) {
          refused.put(
              door + " " + method + " " + path, () -> door.send(request(method, path, door)));
        }
      }
      for (String request :
          List.of(
              request("GET", "/;", door),
              request("GET", "/%", door),
              request("GET", "/%zz", door),
              request("GET", "/" + "x".repeat(20_000), door),
              request("G(T", "/", door),
              request("GET", "/", door).replace("HTTP/1.1", "HTTP/7.7"),
              request("GET", "/", door, "a b: c"),
              request("GET", "/", door, "no colon"),
              request("POST", "/operations/clock", door, "Authorization: Basic !"),
              "nonsense\r\n\r\n")) {
        broken.put(door + " " + request, () -> door.send(request, SILENCE));
      }
    }
    answers(refused)
        .forEach(
            (name, answer) -> {
              assertThat(answer.status()).as(name).isBetween(200, 501);
              assertTellsNothing(answer.text(), name);
            });
    answers(broken).forEach((name, answer) -> assertTellsNothing(answer.text(), name));
  }

  private static void assertTellsNothing(String text, String what) {
    assertThat(text)
        .as(what)
        .doesNotContainIgnoringCase(
            "payara",
            "glassfish",
            "grizzly",
            "wildfly",
            "undertow",
            "jboss",
            "jersey",
            "resteasy",
            "java.",
            "\tat ",
            "x-powered-by",
            "\r\nserver:");
  }

  /**
   * One of each listener, without TLS where there is one: thousands of handshakes take a minute.
   */
  private Collection<Door> doorsWithDifferentPaths() throws Exception {
    Map<Listener, Door> doors = new EnumMap<>(Listener.class);
    for (Door door : doors()) {
      doors.merge(door.kind(), door, (one, other) -> one.tls().isEmpty() ? one : other);
    }
    return doors.values();
  }

  private Door operations() throws Exception {
    return doors().stream()
        .filter(door -> door.kind() == Listener.OPERATIONS)
        .findAny()
        .orElseThrow();
  }

  private List<String> claims() throws Exception {
    String operations = operations().host();
    String port = String.valueOf(operations().root().getPort());
    List<String> claims = new ArrayList<>(List.of("X-None: x"));
    CLAIMS.forEach(
        claim -> claims.add(claim.replace("{operations}", operations).replace("{port}", port)));
    return claims;
  }

  private void assertThatNothingIsPaused() throws Exception {
    assertThat(server().distribute().body()).contains("\"outcome\":\"completed\"");
  }

  /** A request without a body whose connection is to be closed. */
  static String request(String method, String path, Door door, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    text.append("Host: ").append(door.host()).append("\r\nConnection: close\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append(method.equals("POST") ? "Content-Length: 0\r\n\r\n" : "\r\n").toString();
  }

  /**
   * What came of all of them, some at once. A server that is busy ends a connection before it has
   * read the request: whoever got no answer at all asks again, twice, with fewer at once.
   */
  static Map<String, RawExchange> answers(Map<String, Callable<RawExchange>> requests)
      throws Exception {
    Map<String, RawExchange> answers = new LinkedHashMap<>(askedBy(AT_ONCE, requests));
    for (int atOnce = AT_ONCE / 4; atOnce > 1; atOnce /= 4) {
      Map<String, Callable<RawExchange>> again = new LinkedHashMap<>(requests);
      again.keySet().removeIf(name -> !hasNoAnswer(answers.get(name)));
      answers.putAll(askedBy(atOnce, again));
    }
    return answers;
  }

  private static boolean hasNoAnswer(RawExchange exchange) {
    return exchange.ended() && exchange.text().isEmpty();
  }

  private static Map<String, RawExchange> askedBy(
      int senders, Map<String, Callable<RawExchange>> requests) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(senders);
    try {
      List<Future<RawExchange>> futures = threads.invokeAll(requests.values());
      Map<String, RawExchange> answers = new LinkedHashMap<>();
      int next = 0;
      for (String name : requests.keySet()) {
        answers.put(name, futures.get(next).get());
        next++;
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
