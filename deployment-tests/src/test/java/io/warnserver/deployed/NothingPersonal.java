package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.RandomKeys;
import io.warnserver.client.SubmissionRequest;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.local.servers.VerificationStandIn.Conduct;
import io.warnserver.protocols.keys.SubmissionPayload;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sends marked values in every way that ends differently, from a marked address, with the access
 * log turned on, and looks for them in everything that the server process wrote or tells operators.
 */
abstract class NothingPersonal {

  private static final String MARK = "zq7x";

  /** What is announced to be larger is refused unread. */
  private static final int MOST_READ = 102_400;

  static final Map<String, String> BODY_TIMEOUT = Map.of("warn.submission.body-timeout", "PT1S");

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final int SLACK_SECONDS = 2;

  /** Linux has all of 127/8 on the loopback device. */
  private static final String CLIENT_ADDRESS = "127.77.66.55";

  static Surroundings surroundings;

  private static DeployedServer server;

  /** Where the server keeps what it writes. */
  private static String folder;

  private static String log;

  /** When the first mark was sent. */
  private static FileTime ready;

  @BeforeEach
  void start() throws SQLException {
    surroundings = Surroundings.startTemporary(Clock.systemUTC());
    // The server starts all the same, and goes on when the database lets it in.
    submissionsRole("nologin");
  }

  @AfterEach
  void stop() {
    surroundings.close();
  }

  /**
   * Starts a server, sends everything, and ends it.
   *
   * @return what operators were told
   */
  abstract String provokeAll(Set<String> marks) throws Exception;

  @Test
  void markedValues_areNowhere() throws Exception {
    Set<String> marks = new TreeSet<>(List.of(MARK, CLIENT_ADDRESS, "77.66.55"));

    String told = provokeAll(marks);

    Map<String, String> written = written();
    assertAllIsThere(written);
    assertNothingOf(marks, written, told);
  }

  /** What must be among the files, or the look for marks would show nothing. */
  abstract void assertAllIsThere(Map<String, String> written);

  /** What operators are told when all of it has been sent. */
  final String provoke(
      DeployedServer deployed, long process, String itsFolder, String itsLog, Set<String> marks)
      throws Exception {
    server = deployed;
    folder = itsFolder;
    log = itsLog;
    assertThat(server.submitOnce(SubmissionRequest.fake(new SecureRandom()))).isEqualTo(503);
    submissionsRole("login");
    assertThat(server.submit(SubmissionRequest.fake(new SecureRandom()))).isEqualTo(200);
    ready = FileTime.from(Clock.systemUTC().instant().minusSeconds(SLACK_SECONDS));
    sendAll(marks);
    String told = toldToOperators() + threads(process);
    assertThat(told).contains("warn_submission_answers_total", "warn_submission_refused_total");
    return told;
  }

  private static void assertNothingOf(Set<String> marks, Map<String, String> written, String told) {
    Map<String, String> all = new TreeMap<>(written);
    all.put("what operators are told", told);
    all.forEach(
        (file, text) -> {
          String small = text.toLowerCase(Locale.ROOT);
          marks.forEach(
              mark ->
                  assertThat(small.contains(mark.toLowerCase(Locale.ROOT)))
                      .as("'%s' in %s", mark, file)
                      .isFalse());
        });
  }

  private static void submissionsRole(String mayLogIn) throws SQLException {
    try (Connection connection = surroundings.database().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute("alter role warn_submission " + mayLogIn);
    }
  }

  private static void sendAll(Set<String> marks) throws Exception {
    for (String fake : List.of("0", "1", MARK)) {
      for (String authorization : List.of("tan", "TAN " + MARK, "")) {
        send(fake, authorization, payload(marks), marks);
        send(fake, authorization, payload(marks).setOrigin(MARK), marks);
        send(fake, authorization, payload(marks).addVisitedCountries("${" + MARK + "}"), marks);
        send(fake, authorization, payload(marks).setKeys(0, key(marks).setRollingPeriod(0)), marks);
      }
    }
    for (String fake : List.of("0", "1")) {
      send(fake, "tan", new byte[200_000], 0, marks);
      send(fake, "tan", payload(marks).build().toByteArray(), 100, marks);
    }
    String spent = "TAN " + surroundings.verification().freshTan();
    send("0", spent, payload(marks), marks);
    send("0", spent, payload(marks), marks);
    marks.add(spent.substring(4));
    surroundings.verification().behave(Conduct.FAILING);
    send("0", "tan", payload(marks), marks);
    surroundings.verification().behave(Conduct.EVENT);
    assertThat(server.submit(SubmissionRequest.fake(new SecureRandom())))
        .as("the outage is over")
        .isEqualTo(200);
    send("0", "tan", payload(marks), marks);
    surroundings.verification().behave(Conduct.NORMAL);
    try (Connection connection = surroundings.database().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "alter table warn.incoming_key add constraint nothing check (false) not valid");
      sendUntilLogged("could not be stored", marks);
      statement.execute("alter table warn.incoming_key drop constraint nothing");
      statement.execute("alter role warn_submission nologin");
      statement.execute(
          "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'warn_submission'");
      send("0", "tan", payload(marks), marks);
    }
    surroundings.verification().close();
    send("0", "tan", payload(marks), marks);
  }

  /** A server that is told to be slow, or away, serves nobody for a while. */
  private static void sendUntilLogged(String words, Set<String> marks) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    do {
      assertThat(System.nanoTime()).as(words).isLessThan(end);
      assertThat(server.submit(SubmissionRequest.fake(new SecureRandom()))).isEqualTo(200);
      send("0", "tan", payload(marks), marks);
    } while (!Files.readString(surroundings.directory().root().resolve(log)).contains(words));
  }

  private static SubmissionPayload.Builder payload(Set<String> marks) {
    return SubmissionPayload.newBuilder().addKeys(key(marks)).addVisitedCountries("FR");
  }

  private static TemporaryExposureKey.Builder key(Set<String> marks) {
    TemporaryExposureKey key =
        new RandomKeys(Clock.systemUTC(), new SecureRandom()).ofPastDays(1).get(0);
    byte[] data = key.getKeyData().toByteArray();
    marks.add(HexFormat.of().formatHex(data));
    marks.add(Base64.getEncoder().withoutPadding().encodeToString(data));
    marks.add(Arrays.toString(data).replaceAll("[\\[\\]]", ""));
    return key.toBuilder();
  }

  private static void send(
      String fake, String authorization, SubmissionPayload.Builder payload, Set<String> marks)
      throws IOException {
    send(fake, authorization, payload.build().toByteArray(), 0, marks);
  }

  /**
   * From the marked address, on a connection of its own.
   *
   * @param missing how much of the announced body does not come
   */
  private static void send(
      String fake, String authorization, byte[] body, int missing, Set<String> marks)
      throws IOException {
    String tan = surroundings.verification().freshTan();
    marks.add(tan);
    Map<String, String> headers = new TreeMap<>();
    headers.put("Host", "127.0.0.1");
    headers.put("Content-Type", "application/x-protobuf; " + MARK + "=" + MARK);
    headers.put("User-Agent", MARK);
    headers.put("X-Forwarded-For", CLIENT_ADDRESS);
    headers.put("Cookie", MARK + "=" + MARK);
    headers.put("cwa-fake", fake);
    headers.put("cwa-authorization", authorization.equals("tan") ? tan : authorization);
    headers.put("cwa-header-padding", MARK);
    headers.put("Content-Length", String.valueOf(body.length + missing));
    headers.put("Connection", "close");
    String head =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue())
            .collect(
                Collectors.joining(
                    "\r\n", "POST /version/v1/diagnosis-keys HTTP/1.1\r\n", "\r\n\r\n"));
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 77, 66, 55}), 0));
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort()));
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      if (body.length <= MOST_READ) {
        socket.getOutputStream().write(body);
      }
      socket.getOutputStream().flush();
      String answer = missing > 0 ? head(socket) : all(socket);
      assertThat(answer).startsWith("HTTP/1.1 ");
      assertThat(answer).doesNotContain(MARK, tan);
    }
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Payara ends a connection of which more was to come half a minute later. */
  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int next = 0; next >= 0 && head.indexOf("\r\n\r\n") < 0; ) {
      next = socket.getInputStream().read();
      head.append((char) next);
    }
    return head.toString();
  }

  private static String toldToOperators() throws Exception {
    StringBuilder told = new StringBuilder();
    for (String path : List.of("metrics", "health/ready", "health/live")) {
      HttpResponse<String> answer = server.send(server.toOperations(path).GET());
      // The database is away by now.
      assertThat(answer.statusCode()).isIn(path.startsWith("health") ? 503 : 200, 200);
      told.append(answer.headers().map()).append(answer.body());
    }
    assertThat(told.toString()).contains("verification-server");
    return told.toString();
  }

  /** Their names and what they do. */
  private static String threads(long process) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process),
                "Thread.print")
            .redirectErrorStream(true)
            .start();
    String threads = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(jcmd.waitFor()).isZero();
    assertThat(threads).containsIgnoringCase("ManagedThreadFactory");
    return threads;
  }

  /** Logs and everything else in the folder of the server that has changed since then. */
  private static Map<String, String> written() throws IOException {
    Map<String, String> written = new TreeMap<>();
    Path root = surroundings.directory().root();
    for (Path one : List.of(root.resolve("logs"), root.resolve(folder))) {
      try (Stream<Path> files = Files.walk(one)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (Files.getLastModifiedTime(file).compareTo(ready) >= 0) {
            written.put(
                root.relativize(file).toString(),
                Files.readString(file, StandardCharsets.ISO_8859_1));
          }
        }
      }
    }
    return written;
  }
}
