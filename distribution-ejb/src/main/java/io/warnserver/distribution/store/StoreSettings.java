package io.warnserver.distribution.store;

import io.warnserver.settings.Mode;
import io.warnserver.settings.Secret;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** Where the object store is, and how it is used; the settings below say what each part means. */
public record StoreSettings(
    URI endpoint,
    String bucket,
    String region,
    Secret accessKey,
    Secret secretKey,
    boolean pathStyle,
    int parallelPuts,
    Duration retryBudget) {

  static final Setting<URI> ENDPOINT =
      Setting.address("warn.store.endpoint", "The S3 object store's address.");

  static final Setting<String> BUCKET =
      Setting.requiredText(
          "warn.store.bucket",
          "warn-packages",
          Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
          "a bucket name (3 to 63 small letters, digits, . -)",
          "The bucket that the content delivery network reads; it must exist.");

  static final Setting<String> REGION =
      Setting.text(
          "warn.store.region",
          "eu-central-1",
          Pattern.compile("[a-z0-9-]{2,40}"),
          "a region name",
          "The region that requests are signed for.");

  static final Setting<Secret> ACCESS_KEY =
      Setting.secret("warn.store.access-key", "The access key id of who writes.");

  static final Setting<Secret> SECRET_KEY =
      Setting.secret("warn.store.secret-key", "The secret access key of who writes.");

  static final Setting<Boolean> PATH_STYLE =
      Setting.flag(
          "warn.store.path-style",
          true,
          "Whether the bucket is part of the path rather than of the host name.");

  static final Setting<Integer> PARALLEL_PUTS =
      Setting.integer(
          "warn.store.parallel-puts", 4, 1, 32, "Objects that are put side by side, at most.");

  static final Setting<Duration> RETRY_BUDGET =
      Setting.duration(
          "warn.store.retry-budget",
          Duration.ofMinutes(5),
          Duration.ZERO,
          Duration.ofHours(1),
          "How long a run may be busy with faults of the object store, in all, before it fails.");

  /** Reads all of them. */
  public static StoreSettings from(SettingsReader reader, Mode mode) {
    StoreSettings settings =
        new StoreSettings(
            reader.get(ENDPOINT),
            reader.get(BUCKET),
            reader.get(REGION),
            reader.get(ACCESS_KEY),
            reader.get(SECRET_KEY),
            reader.get(PATH_STYLE),
            reader.get(PARALLEL_PUTS),
            reader.get(RETRY_BUDGET));
    mode.requireTls(reader, ENDPOINT, settings.endpoint);
    mode.requireRealSecret(reader, ACCESS_KEY, settings.accessKey);
    mode.requireRealSecret(reader, SECRET_KEY, settings.secretKey);
    reader.check();
    return settings;
  }
}
