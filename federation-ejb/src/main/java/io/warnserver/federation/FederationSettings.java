package io.warnserver.federation;

import io.warnserver.federation.certificates.KeyStoreSettings;
import io.warnserver.federation.download.DownloadPolicy;
import io.warnserver.federation.gateway.CallbackRegistration;
import io.warnserver.federation.gateway.GatewaySettings;
import io.warnserver.federation.gateway.RetryPolicy;
import io.warnserver.federation.upload.UploadPolicy;
import io.warnserver.keys.Country;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.ReportType;
import io.warnserver.keys.Retention;
import io.warnserver.keys.RiskDerivation;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.settings.Mode;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import io.warnserver.time.RunSchedule;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an operator can set for the exchange with other countries.
 *
 * @param gateway where it is
 * @param uploads which keys go into which batches
 * @param uploadSchedule when uploads happen
 * @param downloads which keys are taken
 * @param downloadSchedule when downloads happen
 * @param registration of the callback; empty: none
 */
record FederationSettings(
    GatewaySettings gateway,
    UploadPolicy uploads,
    RunSchedule uploadSchedule,
    DownloadPolicy downloads,
    RunSchedule downloadSchedule,
    Optional<CallbackRegistration> registration) {

  static final Setting<RunSchedule> UPLOAD_SCHEDULE =
      RunSchedule.setting(
          "warn.federation.upload.schedule", "minute=20 hour=*", "When keys are uploaded, in UTC.");

  static final Setting<Integer> MIN_KEYS =
      Setting.integer(
          "warn.federation.upload.min-keys", 140, 1, 5000, "Keys in an upload, at least.");

  static final Setting<Integer> MAX_KEYS =
      Setting.integer(
          "warn.federation.upload.max-keys",
          4000,
          1,
          5000,
          "Keys in an upload, at most; the gateway takes 5000.");

  static final Setting<Duration> EXPIRY_DELAY =
      Setting.duration(
          "warn.federation.upload.expiry-delay",
          Duration.ofHours(2),
          Duration.ZERO,
          Duration.ofDays(2),
          "How long after its expiry a key is uploaded at the earliest; full 10 minutes.");

  static final Setting<Integer> UPLOAD_ATTEMPTS =
      attempts("upload", 5, "a key that it cannot store, or a batch that it refuses,");

  static final Setting<Duration> UPLOAD_PAUSE = pause("upload", Duration.ofMinutes(30));

  static final Setting<RunSchedule> DOWNLOAD_SCHEDULE =
      RunSchedule.setting(
          "warn.federation.download.schedule",
          "minute=*/10 hour=*",
          "When the gateway is asked for other countries' keys, in UTC; also after it has called.");

  static final Setting<Integer> DOWNLOAD_ATTEMPTS =
      attempts("download", 10, "a batch that could not be dealt with");

  static final Setting<Duration> DOWNLOAD_PAUSE = pause("download", Duration.ofMinutes(5));

  static final Setting<List<String>> REPORT_TYPES =
      Setting.list(
          "warn.federation.download.report-types",
          "CONFIRMED_TEST,CONFIRMED_CLINICAL_DIAGNOSIS",
          Pattern.compile("UNKNOWN|CONFIRMED_TEST|CONFIRMED_CLINICAL_DIAGNOSIS|SELF_REPORT"),
          "a comma-separated list of UNKNOWN, CONFIRMED_TEST, CONFIRMED_CLINICAL_DIAGNOSIS, SELF_REPORT",
          "The report types that are taken from other countries.");

  static final Setting<Set<Country>> RELAXED =
      new Setting<>(
          "warn.federation.audit.warn",
          "",
          "a comma-separated list of ISO 3166-1 alpha-2 codes, or empty",
          "Countries whose keys are used although the audit fails, with a warning each time.",
          false,
          text ->
              text.isEmpty()
                  ? Set.of()
                  : Arrays.stream(text.split(",", -1))
                      .map(String::strip)
                      .map(Country::new)
                      .collect(Collectors.toUnmodifiableSet()));

  private static Setting<Integer> attempts(String what, int fallback, String of) {
    return Setting.integer(
        "warn.federation." + what + ".max-attempts",
        fallback,
        1,
        100,
        "How often " + of + " is tried, at most.");
  }

  private static Setting<Duration> pause(String what, Duration fallback) {
    return Setting.duration(
        "warn.federation." + what + ".retry-after",
        fallback,
        Duration.ofSeconds(1),
        Duration.ofHours(6),
        "The pause before the second attempt; each later one is twice as long, up to 6 hours.");
  }

  /**
   * Reads all of them.
   *
   * @return empty if there is no gateway
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  static Optional<FederationSettings> from(SettingsReader reader) {
    Optional<URI> url = reader.get(GatewaySettings.URL);
    reader.check();
    if (url.isEmpty()) {
      requireNothingElse(reader);
      return Optional.empty();
    }
    Mode mode = reader.get(Mode.SETTING);
    reader.check();
    SupportedCountries countries = SupportedCountries.from(reader);
    GatewaySettings gateway = GatewaySettings.from(reader, mode, url.get());
    RunSchedule uploadSchedule = reader.get(UPLOAD_SCHEDULE);
    RunSchedule downloadSchedule = reader.get(DOWNLOAD_SCHEDULE);
    UploadPolicy uploads = uploads(reader, countries.own());
    DownloadPolicy downloads = downloads(reader, countries);
    Optional<CallbackRegistration> registration = CallbackRegistration.from(reader);
    reader.check();
    return Optional.of(
        new FederationSettings(
            gateway, uploads, uploadSchedule, downloads, downloadSchedule, registration));
  }

  /** A gateway that was forgotten must show at the start, not by keys that never leave. */
  private static void requireNothingElse(SettingsReader reader) {
    for (Setting<?> one :
        List.of(
            KeyStoreSettings.keystore("tls"),
            KeyStoreSettings.keystore("signing"),
            KeyStoreSettings.TRUST_STORE,
            KeyStoreSettings.TRUST_ANCHOR,
            CallbackRegistration.URL)) {
      Setting<String> text =
          new Setting<>(one.name(), "", one.allowed(), one.meaning(), true, value -> value);
      reader.refuseIf(
          !reader.get(text).isEmpty(),
          "is set, but " + GatewaySettings.URL.name() + " is not",
          one);
    }
    reader.check();
  }

  private static UploadPolicy uploads(SettingsReader reader, Country own) {
    int minKeys = reader.get(MIN_KEYS);
    int maxKeys = reader.get(MAX_KEYS);
    Duration expiryDelay = reader.get(EXPIRY_DELAY);
    reader.refuseIf(minKeys > maxKeys, "must not be above " + MAX_KEYS.name(), MIN_KEYS, MAX_KEYS);
    reader.refuseIf(
        expiryDelay.toMillis() % (IntervalNumber.SECONDS * 1000L) != 0,
        "must be a multiple of 10 minutes",
        EXPIRY_DELAY);
    return new UploadPolicy(
        own,
        minKeys,
        maxKeys,
        expiryDelay,
        new RetryPolicy(reader.get(UPLOAD_ATTEMPTS), reader.get(UPLOAD_PAUSE)));
  }

  private static DownloadPolicy downloads(SettingsReader reader, SupportedCountries countries) {
    List<String> reportTypes = reader.get(REPORT_TYPES);
    Set<Country> relaxed = reader.get(RELAXED);
    int retentionDays = reader.get(Retention.DAYS);
    RetryPolicy retries =
        new RetryPolicy(reader.get(DOWNLOAD_ATTEMPTS), reader.get(DOWNLOAD_PAUSE));
    reader.refuseIf(
        !countries.all().containsAll(relaxed) || relaxed.contains(countries.own()),
        "must be other countries of " + SupportedCountries.SUPPORTED.name(),
        RELAXED);
    return new DownloadPolicy(
        countries,
        RiskDerivation.from(reader),
        reportTypes.stream().map(ReportType::valueOf).collect(Collectors.toUnmodifiableSet()),
        Duration.ofDays(retentionDays),
        relaxed,
        retries);
  }
}
