package io.warnserver.benchmarks.federation;

import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.federation.signature.BatchSigningKey;
import io.warnserver.federation.signature.SignedEntries;
import io.warnserver.keys.HourNumber;
import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.data.ForeignKeys;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The application's signing of batches alone, with its very classes in this process: entries, sort
 * and CMS.
 */
final class BatchSigning {

  private static final int BATCH = 4000;

  private final List<List<DiagnosisKey>> batches;

  /**
   * @param keys a multiple of 4000
   */
  BatchSigning(int keys, HourNumber hour) {
    batches =
        IntStream.range(0, keys / BATCH)
            .mapToObj(i -> ForeignKeys.make("DE", List.of("DE", "FR", "NL"), BATCH, hour, i))
            .toList();
  }

  /**
   * CPU seconds for all keys.
   *
   * @param country whose signing key is used
   */
  double cpuSeconds(FederationCertificates certificates, String country) {
    IssuedCertificate signing = certificates.of(country, CertificateRole.SIGNING);
    BatchSigningKey key = new BatchSigningKey(signing.key(), signing.certificate());
    double before = Seconds.ofThread();
    for (List<DiagnosisKey> batch : batches) {
      if (key.sign(SignedEntries.of(batch)).isEmpty()) {
        throw new IllegalStateException("there is no signature");
      }
    }
    return Seconds.ofThread() - before;
  }
}
