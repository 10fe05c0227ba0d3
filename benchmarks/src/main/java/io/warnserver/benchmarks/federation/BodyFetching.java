package io.warnserver.benchmarks.federation;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.TlsContexts;
import io.warnserver.local.servers.Federation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * The floor: fetches the bodies of all batches, one after the other over one connection, and
 * discards them. All of it happens in the calling thread.
 */
final class BodyFetching {

  private final URI gateway;
  private final SSLSocketFactory sockets;

  BodyFetching(Federation federation) {
    FederationCertificates certificates = federation.certificates();
    gateway = federation.gateway().address();
    sockets =
        TlsContexts.mutual(
                certificates.of(Federation.OWN, CertificateRole.AUTHENTICATION),
                certificates.gatewayTls().certificate())
            .getSocketFactory();
  }

  /**
   * Fetches from the first batch of a day to the last of all, empty ones too.
   *
   * @param most batches to fetch
   * @return the figures of the floor; CPU is that of this thread
   */
  Map<String, Object> run(LocalDate date, int most) throws IOException {
    long start = System.nanoTime();
    double cpu = Seconds.ofThread();
    URI address = URI.create(gateway + "/diagnosiskeys/download/" + date);
    int batches = 0;
    long bytes = 0;
    String tag = "";
    while (!tag.equals("null") && batches < most) {
      HttpsURLConnection request = (HttpsURLConnection) address.toURL().openConnection();
      request.setSSLSocketFactory(sockets);
      request.setRequestProperty("Accept", "application/protobuf; version=1.0");
      if (!tag.isEmpty()) {
        request.setRequestProperty("batchTag", tag);
      }
      if (request.getResponseCode() != 200) {
        throw new BenchmarkFailedException(
            "the floor's download got status " + request.getResponseCode());
      }
      try (InputStream body = request.getInputStream()) {
        bytes += body.transferTo(OutputStream.nullOutputStream());
      }
      tag = request.getHeaderField("nextBatchTag");
      batches++;
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("wallSeconds", Seconds.since(start));
    figures.put("cpuSeconds", Seconds.ofThread() - cpu);
    figures.put("batches", batches);
    figures.put("bytes", bytes);
    return figures;
  }
}
