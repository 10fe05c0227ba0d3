package io.warnserver.federation.gateway;

import io.warnserver.settings.Mode;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the gateway is and how long to wait for it.
 *
 * @param url base address, without {@code /diagnosiskeys}
 * @param connectTimeout to get a connection
 * @param readTimeout to get an answer's next bytes
 */
public record GatewaySettings(URI url, Duration connectTimeout, Duration readTimeout) {

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);

  private static final Duration MAX_CONNECT_TIMEOUT = Duration.ofMinutes(1);

  /** Gateways were seen to store an upload of 5,000 keys for half a minute and longer. */
  private static final Duration MAX_READ_TIMEOUT = Duration.ofMinutes(10);

  private static final Setting<URI> ADDRESS =
      Setting.address("warn.federation.gateway.url", "The federation gateway's base address.");

  /** {@code warn.federation.gateway.url}. */
  public static final Setting<Optional<URI>> URL =
      new Setting<>(
          ADDRESS.name(),
          "",
          ADDRESS.allowed() + ", or empty",
          "The federation gateway's base address; empty: keys are not exchanged with other countries.",
          false,
          text -> text.isEmpty() ? Optional.empty() : Optional.of(ADDRESS.parser().apply(text)));

  static final Setting<Duration> CONNECT_TIMEOUT =
      Setting.duration(
          "warn.federation.gateway.connect-timeout",
          Duration.ofSeconds(5),
          MIN_TIMEOUT,
          MAX_CONNECT_TIMEOUT,
          "How long to wait for a connection to the gateway.");

  static final Setting<Duration> READ_TIMEOUT =
      Setting.duration(
          "warn.federation.gateway.read-timeout",
          Duration.ofSeconds(30),
          MIN_TIMEOUT,
          MAX_READ_TIMEOUT,
          "How long to wait for the gateway's next bytes; a request ends after twice that and the time for a connection.");

  /** Reads the timeouts of a gateway whose address has been read. */
  public static GatewaySettings from(SettingsReader reader, Mode mode, URI url) {
    Duration connectTimeout = reader.get(CONNECT_TIMEOUT);
    Duration readTimeout = reader.get(READ_TIMEOUT);
    mode.requireTls(reader, ADDRESS, url);
    return new GatewaySettings(url, connectTimeout, readTimeout);
  }

  /** After that a request is ended, however far it is. */
  public Duration longestRequest() {
    return connectTimeout.plus(readTimeout.multipliedBy(2));
  }
}
