package io.warnserver.deployed;

import io.warnserver.client.BaseUrl;
import io.warnserver.client.Phone;
import io.warnserver.client.RandomKeys;
import io.warnserver.client.Submission;
import io.warnserver.client.SubmissionRequest;
import io.warnserver.local.servers.DatabaseRole;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ManagedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * A deployed server with all that is around it.
 *
 * @param surroundings database, object store, verification server
 * @param address where apps submit, without TLS
 * @param operationsRoot what the operators' paths begin with; ends with a slash
 * @param http trusts the server
 * @param operatorPassword of the login {@code operator}
 */
record DeployedServer(
    Surroundings surroundings,
    URI address,
    URI operationsRoot,
    HttpClient http,
    String operatorPassword) {

  /** For an answer; the longest take some seconds. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Longer than an outage lasts after its cause. */
  private static final Duration OUTAGE = Duration.ofSeconds(60);

  private static final int UNAVAILABLE = 503;

  /** Payara Micro: its listeners are plain. */
  DeployedServer(Surroundings surroundings) {
    this(
        surroundings,
        URI.create("http://127.0.0.1:" + surroundings.ports().application()),
        URI.create("http://127.0.0.1:" + surroundings.ports().operations() + "/operations/"),
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
        Surroundings.operatorPassword());
  }

  /** A server of the EAR, on the ports of its folder. */
  static DeployedServer of(ManagedServer server) throws IOException, GeneralSecurityException {
    return new DeployedServer(
        server.surroundings(),
        server.address(),
        server.operationsAddress(),
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(server.folder().tls().withoutCertificate())
            .build(),
        Surroundings.operatorPassword());
  }

  /** The same, whose operator has another password now. */
  DeployedServer withPassword(String password) {
    return new DeployedServer(surroundings, address, operationsRoot, http, password);
  }

  private URI operations(String path) {
    return operationsRoot.resolve(path);
  }

  /**
   * As an app does it: told to try again it does, only sooner. The first submissions may be slower
   * than the deadline of their answers, and an outage takes some seconds to be over.
   */
  int submit(SubmissionRequest request) throws IOException, InterruptedException {
    return untilServed(() -> submitOnce(request), status -> status);
  }

  /** Without another try. */
  int submitOnce(SubmissionRequest request) throws IOException, InterruptedException {
    return new Phone(http, BaseUrl.of(address().toString())).submit(request);
  }

  /** Any request to where submissions are taken, as an app tries it. */
  HttpResponse<String> sendUntilServed(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return untilServed(() -> send(request), HttpResponse::statusCode);
  }

  private interface Try<T> {
    T make() throws IOException, InterruptedException;
  }

  private static <T> T untilServed(Try<T> tried, ToIntFunction<T> status)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    T answer = tried.make();
    while (status.applyAsInt(answer) == UNAVAILABLE
        && System.nanoTime() - begin < OUTAGE.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(100);
      answer = tried.make();
    }
    return answer;
  }

  /** A real submission of three days' keys, without consent to the federation, with a fresh TAN. */
  SubmissionRequest real() {
    return real(surroundings.verification().freshTan());
  }

  /** The same with this TAN. */
  SubmissionRequest real(String tan) {
    SplittableRandom random = new SplittableRandom();
    return SubmissionRequest.real(
        UUID.fromString(tan),
        new Submission(new RandomKeys(clock(), random).ofPastDays(3), "DE", List.of("DE"), false),
        random);
  }

  /** A request to any path of the public listener. */
  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(address().resolve(path)).timeout(LIMIT);
  }

  /** A request to a path of the administrative listener, with the operator's login. */
  HttpRequest.Builder toOperations(String path) {
    return toOperations(path, operatorPassword);
  }

  /** The same with this password. */
  HttpRequest.Builder toOperations(String path, String password) {
    return toOperationsWithoutLogin(path)
        .header("Authorization", basic("operator", password))
        .header("X-Requested-By", "tests");
  }

  /** The value of {@code Authorization} for a login. */
  static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** A request to a path of the administrative listener, without a login. */
  HttpRequest.Builder toOperationsWithoutLogin(String path) {
    return HttpRequest.newBuilder(operations(path)).timeout(LIMIT);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The server's time, and that of the systems around it. */
  Clock clock() {
    return surroundings.clock();
  }

  /** The beginning of the hour in which the server is. */
  Instant hour() {
    return clock().instant().truncatedTo(ChronoUnit.HOURS);
  }

  /** Back to the time at which the surroundings began, and what has passed since. */
  void releaseClock() throws IOException, InterruptedException {
    surroundings.clock().release();
    moveClock(clock().instant());
  }

  void moveClock(Instant time) throws IOException, InterruptedException {
    surroundings.clock().moveTo(time);
    HttpRequest.Builder move =
        toOperations("clock")
            .header("Content-Type", "text/plain")
            .PUT(HttpRequest.BodyPublishers.ofString(time.toString()));
    requireStatus(send(move), 204);
  }

  /**
   * A figure as operators see it.
   *
   * @param name with its labels
   */
  double metric(String name) throws IOException, InterruptedException {
    return send(toOperations("metrics").GET())
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  CompletableFuture<HttpResponse<String>> distributeLater() {
    return sendLater(run());
  }

  HttpResponse<String> distribute() throws IOException, InterruptedException {
    return send(run());
  }

  private HttpRequest.Builder run() {
    return toOperations("distribution/runs").POST(HttpRequest.BodyPublishers.noBody());
  }

  /** Publishing stops on all instances, also on those that start meanwhile. */
  void pause() throws IOException, InterruptedException {
    steer("pause");
  }

  /** Publishing goes on. */
  void resume() throws IOException, InterruptedException {
    steer("resume");
  }

  private void steer(String action) throws IOException, InterruptedException {
    requireStatus(
        send(toOperations("distribution/" + action).POST(HttpRequest.BodyPublishers.noBody())),
        204);
  }

  /** How many keys there are, arrived or taken up. */
  int storedKeys() throws SQLException {
    return count(
        "select (select count(*) from incoming_key) + (select count(*) from known_key)",
        DatabaseRole.DISTRIBUTION);
  }

  /** How many keys wait for the federation. */
  int federationKeys() throws SQLException {
    return count(
        "select (select count(*) from federation_upload_key)"
            + " + (select count(*) from federation_outgoing_key)",
        DatabaseRole.FEDERATION);
  }

  int count(String sql, DatabaseRole role) throws SQLException {
    try (Connection connection = surroundings.database().connect(role);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void requireStatus(HttpResponse<String> response, int status) {
    if (response.statusCode() != status) {
      throw new IllegalStateException("expected " + status + ", got " + response.statusCode());
    }
  }
}
