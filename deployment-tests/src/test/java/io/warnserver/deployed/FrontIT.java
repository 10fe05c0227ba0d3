package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.SubmissionRequest;
import io.warnserver.local.certificates.CertificateIssue;
import io.warnserver.local.certificates.CertificateIssue.KeyKind;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.certificates.TlsContexts;
import io.warnserver.local.servers.Ports;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.local.servers.VerificationStandIn.Conduct;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payara Micro behind nginx with the file that is shipped, but for smaller limits. */
class FrontIT {

  /** Longer than an outage lasts after its cause. */
  private static final Duration OUTAGE = Duration.ofSeconds(60);

  private static final int PER_SECOND = 3;
  private static final int BURST = 20;
  private static final int CONNECTIONS = 10;

  /** Each test that uses limits up has addresses of its own. */
  private static final String HONEST = "127.0.0.1";

  private static final Duration PROMPT = Duration.ofSeconds(3);
  private static final String PATH = "/version/v1/diagnosis-keys";

  @TempDir private static Path folder;

  private static MicroServer micro;
  private static Nginx nginx;
  private static DeployedServer server;
  private static SSLContext app;
  private static SSLContext operator;
  private static SSLContext stranger;
  private static int port;
  private static int operationsPort;

  @BeforeAll
  static void start() throws Exception {
    IssuedCertificate submission = issued("submission");
    IssuedCertificate operations = issued("operations");
    IssuedCertificate operators = issued("operators");
    app = TlsContexts.client(submission.certificate());
    stranger = TlsContexts.client(operations.certificate());
    operator = TlsContexts.mutual(operators, operations.certificate());
    Surroundings surroundings = Surroundings.startTemporary(Clock.systemUTC());
    micro = MicroServer.start(surroundings, "-Xmx512m", Map.of());
    server = micro.server();
    port = Ports.free(1).get(0);
    operationsPort = Ports.free(1).get(0);
    nginx =
        Nginx.start(
            folder,
            Path.of(System.getProperty("warn.domain-config"), "nginx", "warn-server.conf"),
            Map.ofEntries(
                Map.entry("PUBLIC_LISTEN", "127.0.0.1:" + port),
                Map.entry("PUBLIC_NAME", "submission.example.org"),
                Map.entry("PUBLIC_CERTIFICATE", file("submission.pem")),
                Map.entry("PUBLIC_KEY", file("submission.key")),
                Map.entry("SERVER_PORT", String.valueOf(surroundings.ports().application())),
                Map.entry("REQUESTS_PER_SECOND", String.valueOf(PER_SECOND)),
                Map.entry("BURST", String.valueOf(BURST)),
                Map.entry("CONNECTIONS", String.valueOf(CONNECTIONS)),
                Map.entry("OPERATIONS_LISTEN", "127.0.0.1:" + operationsPort),
                Map.entry("OPERATIONS_NAME", "operations.example.org"),
                Map.entry("OPERATIONS_CERTIFICATE", file("operations.pem")),
                Map.entry("OPERATIONS_KEY", file("operations.key")),
                Map.entry("OPERATORS_CA", file("operators.pem")),
                Map.entry("OPERATIONS_PORT", String.valueOf(surroundings.ports().operations()))),
            port);
  }

  @AfterAll
  static void stop() {
    if (nginx != null) {
      nginx.close();
    }
    if (micro != null) {
      micro.close();
    }
  }

  @AfterEach
  void noClientIsInAnyLog() throws IOException {
    assertThat(nginx.logs()).containsKeys("access.log", "warn.log", "error.log");
    nginx
        .logs()
        .forEach((name, text) -> assertThat(text).as(name).doesNotContain("client: ", "127.0.0."));
  }

  @Test
  void realAndFake_passAlike() throws Exception {
    byte[] real = real(freshTan());
    int before = server.storedKeys();
    long end = System.nanoTime() + OUTAGE.toNanos();
    while (answers("127.0.0.10", real).get(0).startsWith("HTTP/1.1 503")) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(500);
    }

    assertThat(answers("127.0.0.10", real, fake()))
        .allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 200"))
        .satisfies(answers -> assertThat(answers.get(1)).isEqualTo(answers.get(0)));
    assertThat(server.storedKeys()).isEqualTo(before + 3);
    // 400 of a body that is none, and the two that nginx answers itself.
    assertAlike(400, request("0", freshTan(), new byte[] {1}), request("1", "", new byte[] {1}));
    byte[] large = new byte[200_000];
    assertAlike(413, request("0", freshTan(), large), request("1", "", large));
  }

  @Test
  void outageOfTheVerificationServer_isToldAsTheServerTellsIt() throws Exception {
    micro.surroundings().verification().behave(Conduct.FAILING);
    try (FrontConnection connection = connect("127.0.0.11")) {
      connection.send(real(freshTan()));
      assertThat(connection.answer()).startsWith("HTTP/1.1 503").contains("Retry-After: 30");
    } finally {
      micro.surroundings().verification().behave(Conduct.NORMAL);
    }
  }

  @Test
  void clientAboveTheRate_isToldToComeLater_andOthersAreServed() throws Exception {
    int served = 0;
    List<String> limited = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Integer>> clients = new ArrayList<>();
    for (int client = 0; client < CONNECTIONS - 1; client++) {
      byte[] request = client % 2 == 0 ? fake() : real(String.valueOf(UUID.randomUUID()));
      clients.add(() -> flood("127.0.0.12", request, 20, limited));
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    long begin = System.nanoTime();
    try {
      List<Future<Integer>> all = clients.stream().map(threads::submit).toList();
      assertThat(submit(HONEST, freshTan())).isEqualTo(200);
      for (Future<Integer> one : all) {
        served += one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
    assertThat(served).isBetween(BURST, (int) (BURST + 2 + PER_SECOND * (seconds + 1)));
    assertThat(limited).isNotEmpty();
    assertThat(limited.stream().distinct()).as("real and fake").hasSize(1);
    assertThat(limited.get(0)).startsWith("HTTP/1.1 503").contains("Retry-After: 30");
    assertThat(submit(HONEST, freshTan())).isEqualTo(200);
  }

  @Test
  void clientWithManyConnections_isToldToComeLater_andOthersAreServed() throws Exception {
    List<FrontConnection> stalling = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        FrontConnection connection = connect("127.0.0.13");
        connection.send(head("1", "", "Content-Length: 2048") + "x");
        stalling.add(connection);
      }
      // nginx has read all of them when it answers another address.
      assertThat(submit(HONEST, freshTan())).isEqualTo(200);
      try (FrontConnection more = connect("127.0.0.13")) {
        more.send(fake());
        assertThat(more.answer()).startsWith("HTTP/1.1 503").contains("Retry-After: 30");
      }
      assertThat(submit(HONEST, freshTan())).isEqualTo(200);
      assertThat(server.metric("warn_submission_body_room_bytes")).as("waits in nginx").isZero();
    } finally {
      close(stalling);
    }
  }

  /** Each would be counted by the one as one request and by the other as two. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\nContent-Length: 0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
        "Content-Length: +0\r\n\r\n",
        "Host: other\r\nContent-Length: 0\r\n\r\n",
        "Content-Length: 0\n\n",
        "Transfer-Encoding: chunked\r\n\r\n0\n\n",
        "Transfer-Encoding: chunked\r\n\r\n0;\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0;ext=\"x\r\n\r\n"
      })
  void requestThatCanBeReadInTwoWays_isRefusedOrPassedOnAsOne(String rest) throws Exception {
    double before = fakes();
    try (FrontConnection connection = connect("127.0.0.14")) {
      connection.send(
          head("1", "").stripTrailing()
              + "\r\n"
              + rest
              + "GET /other HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      List<Integer> statuses = connection.statuses();

      if (fakes() > before) {
        assertThat(statuses).containsExactly(200, 404);
        assertThat(fakes()).isEqualTo(before + 1);
      } else {
        assertThat(statuses).hasSizeLessThanOrEqualTo(2).first().matches(s -> s >= 400);
      }
    }
  }

  @Test
  void pipeliningClientsThatNeverRead_doNotSlowOthers() throws Exception {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 50; i++) {
      many.writeBytes(fake());
    }
    List<FrontConnection> hostile = new ArrayList<>();
    try {
      for (int i = 0; i < 60; i++) {
        FrontConnection connection = connect("127.0.0." + (100 + i % 20));
        hostile.add(connection);
        connection.send(many.toByteArray());
      }
      List<Duration> times = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        long begin = System.nanoTime();
        assertThat(submit("127.0.0." + (20 + i), freshTan())).isEqualTo(200);
        times.add(Duration.ofNanos(System.nanoTime() - begin));
      }
      Collections.sort(times);
      assertThat(times.get(18)).isLessThan(PROMPT);
    } finally {
      close(hostile);
    }
  }

  @Test
  void whatIsNoTls_isInNoLogEither() throws Exception {
    for (String text : List.of("GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u0000\u0005hello")) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(socket.getInputStream().readAllBytes().length).isLessThan(1000);
      }
    }
  }

  @Test
  void otherPathsAndMethods_areForNobody() throws Exception {
    try (FrontConnection connection = connect("127.0.0.15")) {
      connection.send("GET " + PATH + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(connection.status()).isEqualTo(405);
      for (String path :
          List.of("/", "/version/v1/openapi.yaml", PATH + "/x", "/operations/health/live")) {
        connection.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(connection.status()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void operations_needACertificateAndALogin_healthNeedsNone() throws Exception {
    HttpClient anybody = HttpClient.newBuilder().sslContext(stranger).build();
    HttpClient colleague = HttpClient.newBuilder().sslContext(operator).build();

    assertThat(get(anybody, "metrics", true)).isEqualTo(403);
    assertThat(get(colleague, "metrics", false)).isEqualTo(401);
    assertThat(get(colleague, "metrics", true)).isEqualTo(200);
    assertThat(get(anybody, "health/ready", false)).isEqualTo(200);
    assertThat(get(anybody, "health/live", false)).isEqualTo(200);
    for (String path :
        List.of(
            "distribution/pause;%2f..%2f..%2fhealth%2flive",
            "health/live;/../../distribution",
            "health/%2e%2e/metrics",
            "//metrics",
            "health%5clive")) {
      assertThat(get(colleague, path, true)).as(path).isEqualTo(404);
    }
  }

  private static int get(HttpClient client, String path, boolean login) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("https://127.0.0.1:" + operationsPort + "/operations/" + path));
    if (login) {
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(
                      ("operator:" + Surroundings.operatorPassword())
                          .getBytes(StandardCharsets.UTF_8)));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static int flood(String from, byte[] request, int times, List<String> limited)
      throws IOException {
    int served = 0;
    try (FrontConnection connection = connect(from)) {
      for (int i = 0; i < times; i++) {
        connection.send(request);
        String answer = connection.answer();
        // In nginx' own words; the server's mean that the deadline was too short.
        if (answer.startsWith("HTTP/1.1 503 Service Temporarily Unavailable")) {
          limited.add(answer);
        } else {
          served++;
        }
      }
    }
    return served;
  }

  private static void assertAlike(int status, byte[] real, byte[] fake) throws IOException {
    List<String> answers = new ArrayList<>();
    for (byte[] request : List.of(real, fake)) {
      try (FrontConnection connection = connect("127.0.0.10")) {
        connection.send(request);
        answers.add(connection.answer());
      }
    }
    assertThat(FrontConnection.statusOf(answers.get(0))).isEqualTo(status);
    assertThat(answers.get(1)).isEqualTo(answers.get(0));
  }

  private static List<String> answers(String from, byte[]... requests) throws IOException {
    List<String> answers = new ArrayList<>();
    try (FrontConnection connection = connect(from)) {
      for (byte[] request : requests) {
        connection.send(request);
        answers.add(connection.answer());
      }
    }
    return answers;
  }

  /** As an app does it, which is told to try again where an answer's deadline was too short. */
  private static int submit(String from, String tan) throws IOException, InterruptedException {
    byte[] request = real(tan);
    long begin = System.nanoTime();
    while (true) {
      try (FrontConnection connection = connect(from)) {
        connection.send(request);
        int status = connection.status();
        if (status != 503 || System.nanoTime() - begin > OUTAGE.toNanos()) {
          return status;
        }
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private static FrontConnection connect(String from) throws IOException {
    return FrontConnection.open(app, from, port);
  }

  private static byte[] real(String tan) {
    return request("0", tan, server.real(tan).body());
  }

  private static byte[] fake() {
    return request("1", "", SubmissionRequest.fake(new SplittableRandom()).body());
  }

  private static byte[] request(String fake, String tan, byte[] body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(
        head(fake, tan, "Content-Length: " + body.length).getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static String head(String fake, String tan, String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "POST " + PATH + " HTTP/1.1",
                "Host: submission.example.org",
                "Content-Type: application/x-protobuf",
                "cwa-fake: " + fake,
                "cwa-authorization: " + tan));
    lines.addAll(List.of(more));
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static String freshTan() {
    return micro.surroundings().verification().freshTan();
  }

  private static double fakes() throws Exception {
    return server.metric("warn_submission_answers_total{kind=\"fake\",outcome=\"accepted\"}");
  }

  private static IssuedCertificate issued(String name) throws IOException {
    IssuedCertificate certificate =
        CertificateIssue.longLived(
            "OU=Development,CN=" + name, KeyKind.EC, Clock.systemUTC().instant());
    Nginx.write(folder, name, certificate);
    return certificate;
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static void close(List<FrontConnection> connections) throws IOException {
    for (FrontConnection connection : connections) {
      connection.close();
    }
  }
}
