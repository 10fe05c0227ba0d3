package io.warnserver.benchmarks.federation;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.servers.Federation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.LocalDate;
import java.util.Locale;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The floor: fetches the bodies of all batches, one after the other over one connection, and
 * discards them. All of it happens in the calling thread.
 */
final class BodyFetching {

  private static final char[] PASSWORD = FederationCertificates.PASSWORD.toCharArray();
  private static final double NANOS = 1e9;
  private static final int OK = 200;
  private static final int BUFFER_BYTES = 32 * 1024;

  private final Federation federation;
  private final SSLSocketFactory sockets;

  BodyFetching(Federation federation) {
    this.federation = federation;
    this.sockets = sockets(federation.certificates());
  }

  /**
   * What was fetched.
   *
   * @param batches all, empty ones too
   * @param bytes of their bodies
   * @param wallSeconds from the first request to the last answer
   * @param cpuSeconds of the fetching thread
   */
  record Fetched(int batches, long bytes, double wallSeconds, double cpuSeconds) {}

  /**
   * Fetches from the first batch of a day to the last of all.
   *
   * @param most batches to fetch
   */
  Fetched run(LocalDate date, int most) throws IOException {
    long start = System.nanoTime();
    double cpu = cpuSeconds();
    byte[] buffer = new byte[BUFFER_BYTES];
    int batches = 0;
    long bytes = 0;
    String tag = "";
    while (!tag.equals("null") && batches < most) {
      URI address = URI.create(federation.gateway().address() + "/diagnosiskeys/download/" + date);
      HttpsURLConnection request = (HttpsURLConnection) address.toURL().openConnection();
      request.setSSLSocketFactory(sockets);
      request.setRequestProperty("Accept", "application/protobuf; version=1.0");
      if (!tag.isEmpty()) {
        request.setRequestProperty("batchTag", tag);
      }
      if (request.getResponseCode() != OK) {
        throw new BenchmarkFailedException(
            String.format(
                Locale.ROOT, "the floor's download got status %d", request.getResponseCode()));
      }
      try (InputStream body = request.getInputStream()) {
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
          bytes += read;
        }
      }
      tag = request.getHeaderField("nextBatchTag");
      batches++;
    }
    return new Fetched(batches, bytes, Seconds.since(start), cpuSeconds() - cpu);
  }

  private static double cpuSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / NANOS;
  }

  private static SSLSocketFactory sockets(FederationCertificates certificates) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(
          read(certificates.keystore(Federation.OWN, CertificateRole.AUTHENTICATION)), PASSWORD);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(read(certificates.gatewayTlsTrustStore()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new BenchmarkFailedException("the floor's certificates are unusable", e);
    }
  }

  private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }
}
