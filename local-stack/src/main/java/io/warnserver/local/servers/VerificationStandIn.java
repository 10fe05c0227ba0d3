package io.warnserver.local.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.http.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * Stands in for the verification server, which is another system (submission, "TAN verification"):
 * a real HTTP server that spends a TAN once. {@code POST /version/v1/tan/verify} answers as the
 * real one does: 200, or 404 for a TAN that it does not know; 400 for what can be no TAN (a random
 * UUID in small letters) and for a body that it cannot read; 406 for a chunked body; 500 for a
 * client certificate that TLS trusts and its list does not have. {@code POST /development/tans}
 * gives a fresh TAN as text/plain. Tests tell it to be slow, to fail or to accept anything.
 */
public final class VerificationStandIn implements AutoCloseable {

  private static final int MAX_BODY_BYTES = 300;
  private static final int MAX_TANS = 100_000;

  /** As in the real server, the capitals included. */
  private static final String TAN =
      "[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89aAbB][a-f0-9]{3}-[a-f0-9]{12}";

  private static final Pattern REQUEST =
      Pattern.compile("\\s*\\{\\s*\"tan\"\\s*:\\s*\"(" + TAN + ")\"\\s*}\\s*");

  private final LoopbackServer server;
  private final Set<String> unspent = new LinkedHashSet<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Conduct conduct = Conduct.NORMAL;

  /** Fingerprints of the client certificates that it lists; empty: all that TLS trusts. */
  private volatile Set<String> listed = Set.of();

  private VerificationStandIn(int port, Optional<HttpsConfigurator> tls) {
    try {
      server =
          LoopbackServer.start(
              port,
              tls,
              Map.of("/version/v1/tan/verify", this::verify, "/development/tans", this::issue));
    } catch (UncheckedIOException e) {
      throw new StartFailedException("the verification stand-in cannot listen on " + port, e);
    }
  }

  /**
   * Starts it on the loopback address.
   *
   * @param port 0 for any free one
   * @throws StartFailedException where the port is taken
   */
  public static VerificationStandIn start(int port) {
    return new VerificationStandIn(port, Optional.empty());
  }

  /**
   * As {@link #start(int)}, but as the real one is in production: it demands a client certificate.
   *
   * @param tls with the stand-in's certificate, for 127.0.0.1, and the client certificates that it
   *     trusts
   */
  public static VerificationStandIn start(int port, SSLContext tls) {
    return new VerificationStandIn(
        port, Optional.of(LoopbackServer.askingForCertificates(tls, true)));
  }

  /** The base of its addresses, without a slash at the end. */
  public URI address() {
    return server.address("127.0.0.1");
  }

  /** A fresh TAN, good for one verification. Of very many unspent ones the oldest are forgotten. */
  public String freshTan() {
    String tan = UUID.randomUUID().toString();
    synchronized (unspent) {
      unspent.add(tan);
      if (unspent.size() > MAX_TANS) {
        unspent.remove(unspent.iterator().next());
      }
    }
    return tan;
  }

  /** How many TANs were given and not spent. */
  public int unspentTans() {
    synchronized (unspent) {
      return unspent.size();
    }
  }

  /** How often it was asked, the server's own questions included. */
  public int asked() {
    return asked.get();
  }

  /** From now on it takes these client certificates only, as the real one's own list. */
  public void list(X509Certificate... certificates) {
    listed =
        Arrays.stream(certificates)
            .map(IssuedCertificate::thumbprint)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** How it answers from now on. */
  public void behave(Conduct newConduct) {
    this.conduct = newConduct;
  }

  /**
   * How verifications are answered.
   *
   * @param delay before the answer, after the TAN has been spent
   * @param fails whether the answer is 500 and no TAN is spent
   * @param acceptsAnything whether the answer is 200 whatever was sent
   * @param teletanType the value of the header {@code X-CWA-TELETAN-TYPE}; empty for none
   */
  public record Conduct(
      Duration delay, boolean fails, boolean acceptsAnything, String teletanType) {

    /** As the real server: 200 or 404, at once. */
    public static final Conduct NORMAL = new Conduct(Duration.ZERO, false, false, "");

    /** Every verification is answered 500. */
    public static final Conduct FAILING = new Conduct(Duration.ZERO, true, false, "");

    /** Every question is answered 200, as by a maintenance page; no TAN is spent. */
    public static final Conduct ACCEPTING_ANYTHING = new Conduct(Duration.ZERO, false, true, "");

    /** Every valid TAN is one for an event, which authorises no diagnosis keys. */
    public static final Conduct EVENT = new Conduct(Duration.ZERO, false, false, "EVENT");

    /** The verdict is there, the answer takes its time: what a caller's read timeout is for. */
    public static Conduct slow(Duration delay) {
      return new Conduct(delay, false, false, "");
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private void verify(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    Conduct now = conduct;
    int status = status(exchange, now);
    LoopbackServer.pause(now.delay());
    if (status == 200 && !now.teletanType().isEmpty()) {
      exchange.getResponseHeaders().set("X-CWA-TELETAN-TYPE", now.teletanType());
    }
    exchange.sendResponseHeaders(status, -1);
  }

  private int status(HttpExchange exchange, Conduct now) throws IOException {
    if (!isPost(exchange)) {
      return 405;
    } else if (now.acceptsAnything()) {
      return 200;
    } else if (now.fails() || !isListed(exchange)) {
      return 500;
    } else if (exchange.getRequestHeaders().containsKey("Transfer-Encoding")) {
      return 406;
    }
    return verdict(exchange);
  }

  private boolean isListed(HttpExchange exchange) {
    return listed.isEmpty()
        || LoopbackServer.certificate(exchange)
            .map(IssuedCertificate::thumbprint)
            .filter(listed::contains)
            .isPresent();
  }

  /** Spends the TAN. */
  private int verdict(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    Matcher request = REQUEST.matcher(new String(body, StandardCharsets.UTF_8));
    if (body.length > MAX_BODY_BYTES || !request.matches()) {
      return 400;
    }
    synchronized (unspent) {
      return unspent.remove(request.group(1)) ? 200 : 404;
    }
  }

  private void issue(HttpExchange exchange) throws IOException {
    if (!isPost(exchange)) {
      exchange.sendResponseHeaders(405, -1);
      return;
    }
    byte[] tan = freshTan().getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(200, tan.length);
    exchange.getResponseBody().write(tan);
  }

  private static boolean isPost(HttpExchange exchange) {
    return "POST".equals(exchange.getRequestMethod());
  }
}
