package io.warnserver.federation.testing;

import com.google.protobuf.ByteString;
import io.warnserver.federation.audit.AuditEntry;
import io.warnserver.federation.signature.BatchSigningKey;
import io.warnserver.federation.signature.SignedEntries;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.ReportType;
import io.warnserver.testing.TestCertificates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Another country: its certificates, vouched for by the trust anchor, its keys and uploads. */
public final class TestCountry {

  /** Vouches for everybody's certificates in these tests. */
  public static final TestCertificates ANCHOR = TestCertificates.ec("CN=trust anchor,C=EU");

  private final String code;
  private final TestCertificates tls;
  private final TestCertificates signing;
  private final Random random;

  /** With new certificates. */
  public TestCountry(String code) {
    this.code = code;
    this.tls = TestCertificates.ec("CN=tls,C=" + code);
    this.signing = TestCertificates.ec("CN=signing,C=" + code);
    this.random = new Random(code.hashCode());
  }

  /** Its code. */
  public String code() {
    return code;
  }

  /** Good keys, of the day before. */
  public List<DiagnosisKey> keys(int count, Instant now) {
    List<DiagnosisKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(key(now).build());
    }
    return keys;
  }

  /** A good key, to be changed. */
  public DiagnosisKey.Builder key(Instant now) {
    byte[] data = new byte[16];
    random.nextBytes(data);
    return DiagnosisKey.newBuilder()
        .setKeyData(ByteString.copyFrom(data))
        .setRollingStartIntervalNumber((int) (now.getEpochSecond() / 86_400 - 1) * 144)
        .setRollingPeriod(144)
        .setTransmissionRiskLevel(3)
        .setOrigin(code)
        .addVisitedCountries("DE")
        .setReportType(ReportType.CONFIRMED_TEST)
        .setDaysSinceOnsetOfSymptoms(1);
  }

  /** The signature of an upload. */
  public String sign(List<DiagnosisKey> keys) {
    return new BatchSigningKey(signing.privateKey(), signing.certificate())
        .sign(SignedEntries.of(keys));
  }

  /** What the gateway says of an upload. */
  public AuditEntry entry(List<DiagnosisKey> keys, Instant uploaded) {
    return new AuditEntry(
        code,
        uploaded.toString(),
        tls.pem(),
        tls.thumbprint(),
        ANCHOR.signatureOf(tls.pem()),
        signing.pem(),
        signing.thumbprint(),
        ANCHOR.signatureOf(signing.pem()),
        keys.size(),
        sign(keys));
  }
}
