package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.database.NativeSql;
import io.warnserver.federation.audit.TrustAnchors;
import io.warnserver.federation.download.DownloadPolicy;
import io.warnserver.federation.download.Downloads;
import io.warnserver.federation.gateway.AuditAnswer;
import io.warnserver.federation.gateway.DownloadAnswer;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.gateway.RetryPolicy;
import io.warnserver.federation.gateway.UploadAnswer;
import io.warnserver.federation.overview.DownloadedBatch;
import io.warnserver.federation.overview.DownloadedBatch.CountryFinding;
import io.warnserver.federation.overview.DownloadedBatch.Refused;
import io.warnserver.federation.overview.UploadBatch;
import io.warnserver.federation.signature.BatchSigningKey;
import io.warnserver.federation.upload.OutgoingKeys;
import io.warnserver.federation.upload.UploadPolicy;
import io.warnserver.federation.upload.Uploads;
import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.ReportType;
import io.warnserver.keys.RiskDerivation;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/**
 * Whole runs of the federation, under their lease, against a gateway that is played: their batches
 * go through the server's persistence provider.
 */
interface FederationRowsContract extends InContainer {

  Instant NOW = Instant.parse("2026-01-10T12:00:00Z");

  DownloadTag TAG = new DownloadTag(LocalDate.of(2026, 1, 10), 1);

  /** So far away that no timer of the server takes its keys for old ones. */
  HourNumber SUBMITTED = new HourNumber(1_000_000);

  Country OWN = new Country("DE");

  Country OTHER = new Country("FR");

  RetryPolicy RETRY = new RetryPolicy(3, Duration.ofMinutes(1));

  private void change(String sql, Object... parameters) {
    federation().run(entities -> NativeSql.change(entities, sql, parameters));
  }

  private int count(String sql, Object... parameters) {
    return federation()
        .<Number>call(entities -> NativeSql.number(entities, sql, parameters))
        .intValue();
  }

  @Test
  default void hint_isThereOnceHoweverOftenTheGatewayCalls() {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try {
      downloads(NOW, scheduler, Optional::empty).hint(TAG);
      Downloads again = downloads(NOW.plusSeconds(1), scheduler, Optional::empty);
      again.hint(TAG);

      assertThat(again.isHinted()).isTrue();
      assertThat(count("select count(*) from federation_callback_hint where called_at = ?1", NOW))
          .isOne();
    } finally {
      scheduler.shutdownNow();
      change("delete from federation_callback_hint where batch_tag = ?1", TAG.toString());
    }
  }

  @Test
  default void batch_isSentThenUploaded() throws Exception {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    submission()
        .run(
            entities ->
                NativeSql.change(
                    entities,
                    "insert into federation_upload_key (key_data, rolling_start, rolling_period,"
                        + " transmission_risk_level, days_since_onset, report_type, origin,"
                        + " visited_countries, submission_hour)"
                        + " select substring(sha256(int4send(key)) for 16), cast(?1 as integer), 144, 5, 0,"
                        + " 1, 'DE', 'FR', cast(?2 as integer)"
                        + " from generate_series(1, 3) as key",
                    interval(NOW.minus(Duration.ofDays(3))),
                    SUBMITTED.value()));
    try {
      Uploads uploads = uploads(NOW, scheduler, new UploadAnswer.Unknown("status 500"));
      assertThat(uploads.run().reason()).isEqualTo("status 500");

      UploadBatch sent = only(uploads.latest());
      assertThat(sent.state()).isEqualTo("sent");
      assertThat(sent.recordedAt()).isEqualTo(NOW);
      assertThat(sent.endedAt()).isEmpty();
      assertThat(sent.attempts()).isOne();
      assertThat(sent.reason()).hasValue("status 500");
      assertThat(keys(sent, "in_batch")).isEqualTo(3);

      Instant later = NOW.plus(Duration.ofHours(1));
      uploads = uploads(later, scheduler, new UploadAnswer.Stored());
      assertThat(uploads.run().keys()).isEqualTo(3);

      UploadBatch uploaded = only(uploads.latest());
      assertThat(uploaded.batchTag()).isEqualTo(sent.batchTag());
      assertThat(uploaded.state()).isEqualTo("uploaded");
      assertThat(uploaded.endedAt()).hasValue(later);
      assertThat(uploaded.attempts()).isEqualTo(2);
      assertThat(uploaded.keys()).isEqualTo(3);
      assertThat(keys(uploaded, "uploaded")).isEqualTo(3);

      OutgoingKeys outgoing = new OutgoingKeys(federation());
      assertThat(outgoing.deleteBefore(SUBMITTED, later)).isZero();
      assertThat(uploads.latest()).hasSize(1);
      assertThat(outgoing.deleteBefore(SUBMITTED.plus(1), later.plusSeconds(1))).isEqualTo(3);
      assertThat(uploads.latest()).isEmpty();
    } finally {
      scheduler.shutdownNow();
      change("delete from federation_upload_key where submission_hour = ?1", SUBMITTED.value());
      change("delete from federation_outgoing_key where submission_hour = ?1", SUBMITTED.value());
      change("delete from federation_upload_batch where recorded_at = ?1", NOW);
      change("delete from lease where name = 'federation-upload'");
    }
  }

  private Uploads uploads(Instant now, ScheduledExecutorService scheduler, UploadAnswer answer) {
    Uploads.Means means =
        new Uploads.Means(
            new UploadPolicy(OWN, 1, 10, Duration.ofHours(2), RETRY),
            ScriptedGateway.taking(answer),
            signingKey());
    return new Uploads(
        federation(),
        Clock.fixed(now, ZoneOffset.UTC),
        scheduler,
        new SimpleMeterRegistry(),
        Duration.ZERO,
        () -> Optional.of(means));
  }

  /** Valid by the clock of the machine, too: a signature says when it was made. */
  private static BatchSigningKey signingKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair keys = generator.generateKeyPair();
      X500Principal name = new X500Principal("CN=a test,C=DE");
      return new BatchSigningKey(
          keys.getPrivate(),
          new JcaX509CertificateConverter()
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          name,
                          BigInteger.ONE,
                          Date.from(NOW.minus(Duration.ofDays(1))),
                          Date.from(NOW.plus(Duration.ofDays(36_500))),
                          name,
                          keys.getPublic())
                      .build(
                          new JcaContentSignerBuilder("SHA256withECDSA")
                              .build(keys.getPrivate()))));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private int keys(UploadBatch batch, String state) {
    return count(
        "select count(*) from federation_outgoing_key where batch_tag = ?1 and state = ?2",
        batch.batchTag(),
        state);
  }

  private static UploadBatch only(List<UploadBatch> batches) {
    assertThat(batches).hasSize(1);
    return batches.get(0);
  }

  /** Its countries and refused keys are reported anew by each attempt. */
  @Test
  default void batchOfOthers_isTriedAgainThenStoredThenForgotten() {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    DownloadAnswer batch =
        new DownloadAnswer.Batch(
            TAG, Optional.empty(), List.of(key(1, "FR"), key(2, "FR"), key(0, "FR"), key(3, "IT")));
    try {
      Gateway first = ScriptedGateway.giving(batch, new AuditAnswer.Unavailable("busy", false));
      Downloads downloads = downloads(NOW, scheduler, () -> means(first));
      assertThat(downloads.run().reason()).isEmpty();

      DownloadedBatch received = only(downloads);
      assertThat(received.state()).isEqualTo("failed_retry");
      assertThat(received.receivedAt()).isEqualTo(NOW);
      assertThat(received.nextAttemptAt()).hasValue(NOW.plus(RETRY.first()));
      assertThat(received.endedAt()).isEmpty();
      assertThat(received.storedKeys()).isZero();
      assertThat(position()).isEqualTo(TAG.toString());

      Instant later = NOW.plus(Duration.ofHours(1));
      Gateway second = ScriptedGateway.giving(batch, new AuditAnswer.Unavailable("gone", true));
      downloads = downloads(later, scheduler, () -> means(second));
      assertThat(downloads.run().keys()).isEqualTo(2);

      DownloadedBatch stored = only(downloads);
      assertThat(stored.state()).isEqualTo("stored_with_errors");
      assertThat(stored.receivedAt()).isEqualTo(NOW);
      assertThat(stored.nextAttemptAt()).isEmpty();
      assertThat(stored.endedAt()).hasValue(later);
      assertThat(stored.attempts()).isEqualTo(2);
      assertThat(stored.keys()).isEqualTo(4);
      assertThat(stored.storedKeys()).isEqualTo(2);
      assertThat(stored.countries())
          .containsExactly(
              new CountryFinding("FR", "NO_AUDIT", true, 3, 2),
              new CountryFinding("other", "NO_AUDIT", false, 1, 0));
      assertThat(stored.refused()).extracting(Refused::country, Refused::keys).hasSize(1);

      Instant muchLater = NOW.plus(Duration.ofDays(60));
      Gateway third =
          ScriptedGateway.giving(
              new DownloadAnswer.NotFound(), new AuditAnswer.Unavailable("gone", true));
      assertThat(downloads(muchLater, scheduler, () -> means(third)).run().batches()).isZero();
      assertThat(downloads.latest()).isEmpty();
    } finally {
      scheduler.shutdownNow();
      int received = HourNumber.containing(NOW).value();
      distribution()
          .run(
              entities ->
                  NativeSql.change(
                      entities,
                      "delete from incoming_key where submission_hour between ?1 and ?2",
                      received,
                      received + 1));
      change("delete from federation_download_batch where batch_tag = ?1", TAG.toString());
      change(
          "update federation_download_position"
              + " set last_tag = null, next_tag = null, followed_at = null");
      change("delete from lease where name = 'federation-download'");
    }
  }

  private String position() {
    return federation()
        .call(
            entities ->
                (String)
                    entities
                        .createNativeQuery("select last_tag from federation_download_position")
                        .getSingleResult());
  }

  private Downloads downloads(
      Instant now, ScheduledExecutorService scheduler, Supplier<Optional<Downloads.Means>> means) {
    return new Downloads(
        federation(),
        Clock.fixed(now, ZoneOffset.UTC),
        scheduler,
        new SimpleMeterRegistry(),
        means);
  }

  private static Optional<Downloads.Means> means(Gateway gateway) {
    return Optional.of(
        new Downloads.Means(
            new DownloadPolicy(
                new SupportedCountries(OWN, new TreeSet<>(Set.of(OWN, OTHER))),
                new RiskDerivation(
                    3,
                    IntStream.rangeClosed(1, 8)
                        .boxed()
                        .collect(Collectors.toMap(level -> level, level -> 0)),
                    Map.of(0, 5)),
                Set.of(ReportType.CONFIRMED_TEST),
                Duration.ofDays(14),
                Set.of(OTHER),
                RETRY),
            gateway,
            new TrustAnchors(List.of(signingKey().certificate()))));
  }

  /**
   * A key.
   *
   * @param number in its data; with 0 it has none, which a rule refuses
   */
  private static DiagnosisKey key(int number, String origin) {
    byte[] data = new byte[number == 0 ? 0 : 16];
    if (number > 0) {
      data[0] = (byte) number;
    }
    return DiagnosisKey.newBuilder()
        .setKeyData(ByteString.copyFrom(data))
        .setRollingStartIntervalNumber(interval(NOW.minus(Duration.ofDays(3))))
        .setRollingPeriod(144)
        .setTransmissionRiskLevel(5)
        .addVisitedCountries("DE")
        .setOrigin(origin)
        .setReportTypeValue(ReportType.CONFIRMED_TEST.number())
        .setDaysSinceOnsetOfSymptoms(0)
        .build();
  }

  private static int interval(Instant time) {
    return IntervalNumber.containing(time.truncatedTo(ChronoUnit.DAYS)).value();
  }

  private static DownloadedBatch only(Downloads downloads) {
    List<DownloadedBatch> batches = downloads.latest();
    assertThat(batches).hasSize(1);
    return batches.get(0);
  }
}
