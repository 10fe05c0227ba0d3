package io.warnserver.federation.download;

import static io.warnserver.federation.download.DownloadFixture.FRANCE;
import static io.warnserver.federation.download.DownloadFixture.NETHERLANDS;
import static io.warnserver.federation.download.DownloadFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.federation.audit.AuditEntry;
import io.warnserver.federation.gateway.AuditAnswer;
import io.warnserver.federation.testing.AuditEntries;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the audit finds, and what becomes of the keys. */
class AuditedDownloadTest {

  private final DownloadFixture downloads = new DownloadFixture();
  private final List<DiagnosisKey> french = FRANCE.keys(4, START);
  private final List<DiagnosisKey> dutch = NETHERLANDS.keys(3, START);

  @Test
  void forgedCountry_isNotStored_theOtherIs() {
    offer(
        french,
        AuditEntries.with(FRANCE.entry(french, START), "batchSignature", NETHERLANDS.sign(french)));

    DownloadResult result = downloads.run();

    assertThat(result.keys()).isEqualTo(3);
    assertThat(result.failedBatches()).isOne();
    assertThat(downloads.states()).containsExactly("20261123-1 stored_with_errors");
    assertThat(findings()).containsExactly("FR WRONG_BATCH_SIGNATURE f 4 0", "NL VERIFIED f 3 3");
    assertThat(origins()).containsExactly("NL");
    assertThat(downloads.runAfter(Duration.ofDays(1)).keys()).isZero();
  }

  @Test
  void wrongFingerprint_isNotStored() {
    offer(french, AuditEntries.with(FRANCE.entry(french, START), "signingThumbprint", "00"));

    downloads.run();

    assertThat(findings()).contains("FR WRONG_THUMBPRINT f 4 0");
    assertThat(origins()).containsExactly("NL");
  }

  @Test
  void twoEntriesOfOneCountry_areStored() {
    List<DiagnosisKey> more = FRANCE.keys(2, START);
    List<DiagnosisKey> all = new ArrayList<>(french);
    all.addAll(more);
    downloads.gateway.offer(
        downloads.today(),
        all,
        List.of(FRANCE.entry(french, START), FRANCE.entry(more, START.plusSeconds(60))));

    assertThat(downloads.run().keys()).isEqualTo(6);
    assertThat(downloads.states()).containsExactly("20261123-1 stored");
  }

  @Test
  void interleavedPair_isAmbiguousAndNotStored() {
    List<DiagnosisKey> more = FRANCE.keys(2, START);
    List<DiagnosisKey> all = new ArrayList<>(french);
    all.addAll(more);
    Collections.swap(all, 3, 4);
    downloads.gateway.offer(
        downloads.today(), all, List.of(FRANCE.entry(french, START), FRANCE.entry(more, START)));

    assertThat(downloads.run().keys()).isZero();
    assertThat(findings()).containsExactly("FR INTERLEAVED_UPLOADS f 6 0");
    assertThat(downloads.states()).containsExactly("20261123-1 stored_with_errors");
  }

  @Test
  void relaxedCountry_isStoredAndSaysSo() {
    downloads.policy = DownloadFixture.policy(Set.of("FR"));
    offer(french, AuditEntries.with(FRANCE.entry(french, START), "signingThumbprint", "00"));

    assertThat(downloads.run().keys()).isEqualTo(7);
    assertThat(findings()).containsExactly("FR WRONG_THUMBPRINT t 4 4", "NL VERIFIED f 3 3");
    assertThat(downloads.states()).containsExactly("20261123-1 stored_with_errors");
    assertThat(
            downloads
                .metrics
                .counter("warn.federation.keys.accepted", "country", "FR", "relaxed", "true")
                .count())
        .isEqualTo(4);
  }

  @Test
  void auditThatCannotBeHad_isTriedAgainBeforeAnyKeyIsUsed() {
    downloads.policy = DownloadFixture.policy(Set.of("FR"));
    offer(french, FRANCE.entry(french, START));
    downloads.gateway.auditAnswers.add(
        Optional.of(new AuditAnswer.Unavailable("status 503", false)));

    assertThat(downloads.run().keys()).isZero();
    assertThat(downloads.states()).containsExactly("20261123-1 failed_retry");
    assertThat(findings()).containsExactly("FR NO_AUDIT f 4 0", "NL NO_AUDIT f 3 0");
    assertThat(downloads.runAfter(Duration.ofMinutes(9)).batches()).isZero();

    assertThat(downloads.runAfter(Duration.ofMinutes(1)).keys()).isEqualTo(7);
    assertThat(downloads.states()).containsExactly("20261123-1 stored");
    assertThat(downloads.database.rows("select attempts from federation_download_batch"))
        .containsExactly("2");
  }

  @Test
  void auditThatIsNeverHad_isGivenUp() {
    offer(french, FRANCE.entry(french, START));
    for (int i = 0; i < 3; i++) {
      downloads.gateway.auditAnswers.add(
          Optional.of(new AuditAnswer.Unavailable("status 503", false)));
      downloads.runAfter(Duration.ofHours(1));
    }

    assertThat(downloads.arrived()).isZero();
    assertThat(
            downloads.database.rows(
                "select state, attempts, reason from federation_download_batch"))
        .containsExactly("failed_given_up 3 no audit information: status 503");
    downloads.gateway.requests.clear();
    downloads.runAfter(Duration.ofHours(7));
    assertThat(downloads.gateway.requests).hasSize(1);
  }

  @Test
  void auditThatIsGone_isGivenUpAtOnce_relaxedCountriesAreStored() {
    downloads.policy = DownloadFixture.policy(Set.of("NL"));
    offer(french, FRANCE.entry(french, START));
    downloads.gateway.auditAnswers.add(
        Optional.of(new AuditAnswer.Unavailable("status 410", true)));

    assertThat(downloads.run().keys()).isEqualTo(3);
    assertThat(downloads.states()).containsExactly("20261123-1 stored_with_errors");
    assertThat(findings()).containsExactly("FR NO_AUDIT f 4 0", "NL NO_AUDIT t 3 3");
  }

  @Test
  void incompleteEntry_isTriedAgain_theOtherCountryIsStoredAtOnce() {
    AuditEntry incomplete =
        AuditEntries.with(FRANCE.entry(french, START), "signingCertificate", "");
    offer(french, incomplete);

    assertThat(downloads.run().keys()).isEqualTo(3);
    assertThat(downloads.states()).containsExactly("20261123-1 failed_retry");
    for (int i = 0; i < 2; i++) {
      assertThat(downloads.runAfter(Duration.ofHours(1)).keys()).isZero();
    }
    assertThat(downloads.states()).containsExactly("20261123-1 stored_with_errors");
    assertThat(downloads.database.rows("select keys, stored_keys from federation_download_batch"))
        .containsExactly("7 3");
  }

  @Test
  void countryThatIsSettled_isCountedOnceHoweverOftenTheBatchIsTried() {
    offer(french, AuditEntries.with(FRANCE.entry(french, START), "signingCertificate", ""));
    for (int i = 0; i < 3; i++) {
      downloads.runAfter(Duration.ofHours(1));
    }

    assertThat(audited("NL", "VERIFIED")).isEqualTo(3);
    assertThat(audited("FR", "INCOMPLETE_ENTRY")).isEqualTo(4);
  }

  private double audited(String country, String finding) {
    return downloads
        .metrics
        .counter("warn.federation.keys.audited", "country", country, "finding", finding)
        .count();
  }

  private void offer(List<DiagnosisKey> frenchKeys, AuditEntry frenchEntry) {
    List<DiagnosisKey> all = new ArrayList<>(frenchKeys);
    all.addAll(dutch);
    downloads.gateway.offer(
        downloads.today(), all, List.of(frenchEntry, NETHERLANDS.entry(dutch, START)));
  }

  private List<String> findings() {
    return downloads.database.rows(
        "select country, finding, relaxed, keys, accepted_keys from federation_download_country"
            + " order by country");
  }

  private List<String> origins() {
    return downloads.database.rows("select distinct origin from incoming_key");
  }
}
