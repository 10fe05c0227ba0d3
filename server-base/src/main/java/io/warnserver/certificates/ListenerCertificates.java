package io.warnserver.certificates;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The certificates that a TLS listener shows to whoever connects. They are asked of the listener
 * itself: its key store may have been replaced since it began.
 *
 * @param role of the certificates
 * @param host where it listens
 * @param port of it
 */
public record ListenerCertificates(String role, String host, int port) {

  private static final Logger LOG = Logger.getLogger(ListenerCertificates.class.getName());

  /** For the connection, and for each answer. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** The chain; empty with a line in the log if the listener does not show one. */
  public List<WatchedCertificate> look() {
    Shown shown = new Shown(new CopyOnWriteArrayList<>());
    try (Socket plain = new Socket()) {
      int limit = Math.toIntExact(LIMIT.toMillis());
      plain.connect(new InetSocketAddress(host, port), limit);
      plain.setSoTimeout(limit);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {shown}, new SecureRandom());
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
        socket.startHandshake();
      }
    } catch (IOException | GeneralSecurityException e) {
      // Who demands a certificate of the caller has shown its own before.
      if (shown.chain().isEmpty()) {
        LOG.log(
            Level.WARNING,
            "The certificate ''{0}'' cannot be looked at: {1}",
            new Object[] {role, e.getClass().getSimpleName()});
      }
    }
    return shown.chain().stream().map(one -> new WatchedCertificate(role, one)).toList();
  }

  /** Keeps what it is shown. Nothing is sent over the connection, so anybody may be there. */
  private record Shown(List<X509Certificate> chain) implements X509TrustManager {

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authentication) {
      chain.addAll(List.of(shown));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authentication) {
      throw new UnsupportedOperationException("it is the client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
