package io.warnserver.federation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.federation.audit.BatchAudit.CountryAudit;
import io.warnserver.federation.signature.BatchSigningKey;
import io.warnserver.federation.signature.SignedEntries;
import io.warnserver.federation.testing.AuditEntries;
import io.warnserver.federation.testing.TestCountry;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.testing.TestCertificates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchAuditTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:48:46Z");
  private static final TestCountry FRANCE = new TestCountry("FR");
  private static final TestCountry NETHERLANDS = new TestCountry("NL");
  private static final TestCountry GERMANY = new TestCountry("DE");

  private final BatchAudit audit =
      new BatchAudit(new TrustAnchors(List.of(TestCountry.ANCHOR.certificate())), "DE");
  private final List<DiagnosisKey> one = FRANCE.keys(5, NOW);
  private final List<DiagnosisKey> two = FRANCE.keys(3, NOW);

  @Test
  void uploadsOfTwoCountries_areVerified() {
    List<DiagnosisKey> dutch = NETHERLANDS.keys(4, NOW);

    assertThat(findings(join(one, dutch), FRANCE.entry(one, NOW), NETHERLANDS.entry(dutch, NOW)))
        .isEqualTo(Map.of("FR", Finding.VERIFIED, "NL", Finding.VERIFIED));
  }

  @Test
  void twoUploadsOfOneCountry_areVerifiedByTheirAmounts() {
    List<DiagnosisKey> dutch = NETHERLANDS.keys(4, NOW);

    assertThat(
            findings(
                join(one, dutch, two),
                FRANCE.entry(one, NOW),
                NETHERLANDS.entry(dutch, NOW),
                FRANCE.entry(two, NOW.plus(Duration.ofHours(1)))))
        .isEqualTo(Map.of("FR", Finding.VERIFIED, "NL", Finding.VERIFIED));
  }

  @Test
  void entriesOfTheOwnCountry_areSkippedWithItsKeys() {
    List<DiagnosisKey> own = GERMANY.keys(2, NOW);

    assertThat(findings(one, GERMANY.entry(own, NOW), FRANCE.entry(one, NOW)))
        .isEqualTo(Map.of("FR", Finding.VERIFIED));
    assertThat(findings(own)).isEmpty();
  }

  @Test
  void twoUploadsAtTheSameTime_mayComeInEitherOrder() {
    assertThat(findings(join(two, one), FRANCE.entry(one, NOW), FRANCE.entry(two, NOW)))
        .isEqualTo(Map.of("FR", Finding.VERIFIED));
  }

  @Test
  void interleavedPair_isAmbiguous() {
    List<DiagnosisKey> mixed = new ArrayList<>(join(one, two));
    Collections.swap(mixed, 4, 5);

    assertThat(
            findings(
                mixed, FRANCE.entry(one, NOW), FRANCE.entry(two, NOW.plus(Duration.ofSeconds(1)))))
        .isEqualTo(Map.of("FR", Finding.INTERLEAVED_UPLOADS));
    assertThat(Finding.INTERLEAVED_UPLOADS.outcome()).isEqualTo(Finding.Outcome.AMBIGUOUS);
  }

  @Test
  void wrongSignatureBesideAnUploadOfTheSameTime_isForged() {
    AuditEntry wrong =
        AuditEntries.with(FRANCE.entry(one, NOW), "batchSignature", GERMANY.sign(one));
    AuditEntry right = FRANCE.entry(two, NOW.plus(Duration.ofSeconds(1)));

    for (List<DiagnosisKey> keys : List.of(join(one, two), join(two, one))) {
      for (List<AuditEntry> entries : List.of(List.of(wrong, right), List.of(right, wrong))) {
        assertThat(lines(keys, entries))
            .containsExactlyInAnyOrder("FR WRONG_BATCH_SIGNATURE 5", "FR VERIFIED 3");
      }
    }
  }

  @Test
  void keysMixedBetweenUploadsOfDifferentTimes_areForged() {
    List<DiagnosisKey> mixed = new ArrayList<>(join(one, two));
    Collections.swap(mixed, 4, 5);

    assertThat(
            findings(
                mixed, FRANCE.entry(one, NOW), FRANCE.entry(two, NOW.plus(Duration.ofMinutes(5)))))
        .isEqualTo(Map.of("FR", Finding.WRONG_BATCH_SIGNATURE));
    assertThat(
            findings(
                mixed,
                AuditEntries.withoutTime(FRANCE.entry(one, NOW)),
                AuditEntries.with(FRANCE.entry(two, NOW), "uploadedTime", "yesterday")))
        .isEqualTo(Map.of("FR", Finding.WRONG_BATCH_SIGNATURE));
  }

  @Test
  void forgedKey_failsItsCountryAlone() {
    List<DiagnosisKey> dutch = NETHERLANDS.keys(4, NOW);
    List<DiagnosisKey> forged = new ArrayList<>(one);
    forged.set(2, one.get(2).toBuilder().setTransmissionRiskLevel(8).build());

    assertThat(findings(join(forged, dutch), FRANCE.entry(one, NOW), NETHERLANDS.entry(dutch, NOW)))
        .isEqualTo(Map.of("FR", Finding.WRONG_BATCH_SIGNATURE, "NL", Finding.VERIFIED));
  }

  @Test
  void batchSignedByAnotherCountry_isForged() {
    AuditEntry entry =
        AuditEntries.with(FRANCE.entry(one, NOW), "batchSignature", GERMANY.sign(one));

    assertThat(findings(one, entry)).isEqualTo(Map.of("FR", Finding.WRONG_BATCH_SIGNATURE));
  }

  @Test
  void missingAndAdditionalKeys_areToldApart() {
    assertThat(findings(one.subList(0, 4), FRANCE.entry(one, NOW)))
        .isEqualTo(Map.of("FR", Finding.MISSING_KEYS));
    assertThat(findings(List.of(), FRANCE.entry(one, NOW)))
        .isEqualTo(Map.of("FR", Finding.MISSING_KEYS));
    for (List<DiagnosisKey> keys : List.of(join(one, two), join(two, one))) {
      assertThat(lines(keys, List.of(FRANCE.entry(one, NOW))))
          .containsExactlyInAnyOrder("FR VERIFIED 5", "FR KEYS_OF_NO_UPLOAD 3");
    }
    assertThat(
            lines(
                join(one.subList(0, 4), two),
                List.of(FRANCE.entry(one, NOW), FRANCE.entry(two, NOW.plusSeconds(60)))))
        .containsExactlyInAnyOrder("FR MISSING_KEYS 4", "FR VERIFIED 3");
    assertThat(findings(one)).isEqualTo(Map.of("FR", Finding.KEYS_OF_NO_UPLOAD));
  }

  @ParameterizedTest
  @CsvSource({
    "uploaderThumbprint, WRONG_THUMBPRINT",
    "signingThumbprint, WRONG_THUMBPRINT",
    "uploaderOperatorSignature, WRONG_OPERATOR_SIGNATURE",
    "signingOperatorSignature, WRONG_OPERATOR_SIGNATURE",
    "batchSignature, WRONG_BATCH_SIGNATURE"
  })
  void anythingWrong_isForged(String component, Finding finding) {
    for (String value : List.of("00", "not base64", "AAAA".repeat(20))) {
      assertThat(findings(one, AuditEntries.with(FRANCE.entry(one, NOW), component, value)))
          .as(value)
          .isEqualTo(Map.of("FR", finding));
    }
    assertThat(finding.outcome()).isEqualTo(Finding.Outcome.FORGED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uploaderCertificate",
        "uploaderThumbprint",
        "uploaderOperatorSignature",
        "signingCertificate",
        "signingThumbprint",
        "signingOperatorSignature",
        "batchSignature"
      })
  void anythingMissing_isUnavailable(String component) {
    assertThat(findings(one, AuditEntries.with(FRANCE.entry(one, NOW), component, "")))
        .isEqualTo(Map.of("FR", Finding.INCOMPLETE_ENTRY));
    assertThat(Finding.INCOMPLETE_ENTRY.outcome()).isEqualTo(Finding.Outcome.UNAVAILABLE);
  }

  @Test
  void finalNewlineOfACertificate_isSigned() {
    AuditEntry entry = FRANCE.entry(one, NOW);

    assertThat(
            findings(
                one,
                AuditEntries.with(entry, "signingCertificate", entry.signingCertificate().strip())))
        .isEqualTo(Map.of("FR", Finding.WRONG_OPERATOR_SIGNATURE));
  }

  @Test
  void certificateOfAnotherCountry_isForgedThoughTheAnchorSignedIt() {
    AuditEntry dutch = AuditEntries.with(NETHERLANDS.entry(one, NOW), "country", "FR");

    assertThat(findings(one, dutch)).isEqualTo(Map.of("FR", Finding.WRONG_CERTIFICATE));
  }

  @Test
  void textThatIsNoCertificate_isForgedThoughTheAnchorSignedIt() {
    AuditEntry entry = AuditEntries.with(FRANCE.entry(one, NOW), "signingCertificate", "hello\n");

    assertThat(
            findings(
                one,
                AuditEntries.with(
                    entry, "signingOperatorSignature", TestCountry.ANCHOR.signatureOf("hello\n"))))
        .isEqualTo(Map.of("FR", Finding.WRONG_CERTIFICATE));
  }

  @Test
  void anotherAnchor_hasSignedNothing_andASecondIsAsked() {
    TestCertificates other = TestCertificates.ec("CN=other anchor,C=EU");
    List<AuditEntry> entries = List.of(FRANCE.entry(one, NOW));

    assertThat(
            new BatchAudit(new TrustAnchors(List.of(other.certificate())), "DE")
                .verify(one, entries))
        .extracting(CountryAudit::finding)
        .containsExactly(Finding.WRONG_OPERATOR_SIGNATURE);
    assertThat(
            new BatchAudit(
                    new TrustAnchors(
                        List.of(other.certificate(), TestCountry.ANCHOR.certificate())),
                    "DE")
                .verify(one, entries))
        .extracting(CountryAudit::finding)
        .containsExactly(Finding.VERIFIED);
  }

  /** Gateways before 1.0.5 gave them in no order. */
  @Test
  void entriesInAnotherOrderThanTheKeys_areVerified() {
    List<DiagnosisKey> three = FRANCE.keys(4, NOW);
    List<AuditEntry> entries =
        new ArrayList<>(
            List.of(
                FRANCE.entry(one, NOW),
                FRANCE.entry(two, NOW.plus(Duration.ofHours(1))),
                FRANCE.entry(three, NOW.plus(Duration.ofHours(2)))));

    for (int i = 0; i < 3; i++) {
      Collections.rotate(entries, 1);
      assertThat(lines(join(one, two, three), entries)).containsExactly("FR VERIFIED 12");
    }
  }

  @Test
  void oneBadEntry_costsTheCountryItsOwnKeysOnly() {
    AuditEntry bad = AuditEntries.with(FRANCE.entry(one, NOW), "signingOperatorSignature", "AAAA");
    AuditEntry good = FRANCE.entry(two, NOW.plus(Duration.ofHours(1)));

    assertThat(lines(join(one, two), List.of(bad, good)))
        .containsExactlyInAnyOrder("FR WRONG_OPERATOR_SIGNATURE 5", "FR VERIFIED 3");
    assertThat(lines(join(two, one), List.of(good, bad)))
        .containsExactlyInAnyOrder("FR WRONG_OPERATOR_SIGNATURE 5", "FR VERIFIED 3");
  }

  @Test
  void countryInSmallLetters_isTheSame() {
    AuditEntry entry = AuditEntries.with(FRANCE.entry(one, NOW), "country", "fr");

    assertThat(findings(one, entry)).isEqualTo(Map.of("FR", Finding.VERIFIED));
    assertThat(findings(GERMANY.keys(1, NOW), AuditEntries.with(entry, "country", "de"))).isEmpty();
  }

  /** Nobody keeps the server busy with signatures that do not fit. */
  @Test
  void thousandsOfEntriesThatSignNothing_areOverSoon() {
    AuditEntry wrong =
        AuditEntries.with(
            FRANCE.entry(one.subList(0, 1), NOW), "batchSignature", GERMANY.sign(two));
    List<DiagnosisKey> keys = FRANCE.keys(2_000, NOW);

    assertThat(lines(keys, Collections.nCopies(2_000, wrong)))
        .containsExactly("FR INTERLEAVED_UPLOADS 2000");
  }

  @Test
  void thumbprintInCapitals_isTheSame() {
    AuditEntry entry = FRANCE.entry(one, NOW);

    assertThat(
            findings(
                one,
                AuditEntries.with(
                    entry,
                    "signingThumbprint",
                    entry.signingThumbprint().toUpperCase(java.util.Locale.ROOT))))
        .isEqualTo(Map.of("FR", Finding.VERIFIED));
  }

  /** Gateways have written the number without them. */
  @Test
  void thumbprintWithoutItsLeadingZeros_isTheSame() {
    TestCertificates signing =
        Stream.generate(() -> TestCertificates.ec("CN=signing,C=FR"))
            .filter(made -> made.thumbprint().startsWith("0"))
            .findFirst()
            .orElseThrow();
    AuditEntry entry = signedBy(signing);
    String digits = entry.signingThumbprint();

    assertThat(
            findings(
                one, AuditEntries.with(entry, "signingThumbprint", digits.replaceAll("^0+", ""))))
        .isEqualTo(Map.of("FR", Finding.VERIFIED));
    for (String other : List.of("1" + digits.substring(1), "0" + digits, "-1", " " + digits)) {
      assertThat(findings(one, AuditEntries.with(entry, "signingThumbprint", other)))
          .as(other)
          .isEqualTo(Map.of("FR", Finding.WRONG_THUMBPRINT));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EC, 256, SHA256withECDSA, 'CN=s,C=FR', VERIFIED",
    "RSA, 2048, SHA256withRSA, 'CN=s,C=FR', VERIFIED",
    "RSA, 1024, SHA256withRSA, 'CN=s,C=FR', WRONG_CERTIFICATE",
    "EC, 256, SHA1withECDSA, 'CN=s,C=FR', WRONG_CERTIFICATE",
    "RSA, 2048, SHA1withRSA, 'CN=s,C=FR', WRONG_CERTIFICATE",
    "RSA, 2048, MD5withRSA, 'CN=s,C=FR', WRONG_CERTIFICATE",
    "EC, 256, SHA256withECDSA, 'CN=s,C=FR,C=NL', WRONG_CERTIFICATE",
    "EC, 256, SHA256withECDSA, 'CN=s,C=FR,C=FR', WRONG_CERTIFICATE",
    "EC, 256, SHA256withECDSA, 'CN=s', WRONG_CERTIFICATE"
  })
  void certificate_isOfOneCountryAndStrong(
      String kind, int bits, String algorithm, String subject, Finding finding) {
    assertThat(findings(one, signedBy(TestCertificates.of(kind, bits, algorithm, subject))))
        .isEqualTo(Map.of("FR", finding));
  }

  @Test
  void certificate_wasValidWhenTheKeysWereUploaded() {
    TestCertificates tls = TestCertificates.ec("CN=tls,C=FR", NOW.minusSeconds(10));
    AuditEntry entry = uploadedBy(FRANCE.entry(one, NOW), tls);

    assertThat(findings(one, entry)).isEqualTo(Map.of("FR", Finding.WRONG_CERTIFICATE));
    assertThat(
            findings(
                one, AuditEntries.with(entry, "uploadedTime", NOW.minusSeconds(11).toString())))
        .isEqualTo(Map.of("FR", Finding.VERIFIED));
  }

  @Test
  void certificateForTls_signsNoBatch() {
    TestCertificates both = TestCertificates.ec("CN=s,C=FR");

    assertThat(findings(one, uploadedBy(signedBy(both), both)))
        .isEqualTo(Map.of("FR", Finding.WRONG_CERTIFICATE));
  }

  private static AuditEntry uploadedBy(AuditEntry entry, TestCertificates tls) {
    AuditEntry other = AuditEntries.with(entry, "uploaderCertificate", tls.pem());
    other = AuditEntries.with(other, "uploaderThumbprint", tls.thumbprint());
    return AuditEntries.with(
        other, "uploaderOperatorSignature", TestCountry.ANCHOR.signatureOf(tls.pem()));
  }

  private AuditEntry signedBy(TestCertificates signing) {
    AuditEntry entry = FRANCE.entry(one, NOW);
    entry = AuditEntries.with(entry, "signingCertificate", signing.pem());
    entry = AuditEntries.with(entry, "signingThumbprint", signing.thumbprint());
    entry =
        AuditEntries.with(
            entry, "signingOperatorSignature", TestCountry.ANCHOR.signatureOf(signing.pem()));
    return AuditEntries.with(
        entry,
        "batchSignature",
        new BatchSigningKey(signing.privateKey(), signing.certificate())
            .sign(SignedEntries.of(one)));
  }

  @Test
  void withoutAudit_everyCountryIsUnavailable() {
    List<DiagnosisKey> keys = join(one, NETHERLANDS.keys(1, NOW), GERMANY.keys(1, NOW));

    assertThat(audit.withoutAudit(keys))
        .extracting(CountryAudit::country, CountryAudit::finding)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("FR", Finding.NO_AUDIT),
            org.assertj.core.groups.Tuple.tuple("NL", Finding.NO_AUDIT));
  }

  private Map<String, Finding> findings(List<DiagnosisKey> keys, AuditEntry... entries) {
    return audit.verify(keys, List.of(entries)).stream()
        .collect(Collectors.toMap(CountryAudit::country, CountryAudit::finding));
  }

  /** Country, finding and number of keys. */
  private List<String> lines(List<DiagnosisKey> keys, List<AuditEntry> entries) {
    return audit.verify(keys, entries).stream()
        .map(of -> of.country() + " " + of.finding() + " " + of.keys().size())
        .toList();
  }

  @SafeVarargs
  private static List<DiagnosisKey> join(List<DiagnosisKey>... lists) {
    List<DiagnosisKey> all = new ArrayList<>();
    for (List<DiagnosisKey> list : lists) {
      all.addAll(list);
    }
    return all;
  }
}
