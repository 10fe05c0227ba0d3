package io.warnserver.callback;

import io.warnserver.federation.gateway.GatewaySettings;
import io.warnserver.listeners.Listeners;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * Who may call, and where.
 *
 * @param port of the internal listener; 0: nobody may
 * @param fingerprints SHA-256 of the gateway's client certificates, 64 small hexadecimal digits
 * @param subjects of the gateway's client certificates
 */
record CallbackSettings(int port, Set<String> fingerprints, Set<X500Principal> subjects) {

  static final Setting<Set<String>> FINGERPRINTS =
      new Setting<>(
          "warn.federation.callback.certificates",
          "",
          "a comma-separated list of SHA-256 fingerprints (64 hexadecimal digits, colons allowed), or empty",
          "The gateway's client certificates.",
          false,
          text -> split(text, ",", CallbackSettings::fingerprint));

  static final Setting<Set<X500Principal>> SUBJECTS =
      new Setting<>(
          "warn.federation.callback.subjects",
          "",
          "distinguished names, separated by semicolons, or empty",
          "Subjects of the gateway's client certificates, for a listener that trusts only the gateway's authority.",
          false,
          text -> split(text, ";", X500Principal::new));

  /**
   * Reads all of them.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  static CallbackSettings from(SettingsReader reader) {
    int port = reader.get(Listeners.CALLBACK_PORT);
    Set<String> fingerprints = reader.get(FINGERPRINTS);
    Set<X500Principal> subjects = reader.get(SUBJECTS);
    Optional<URI> gateway = reader.get(GatewaySettings.URL);
    reader.refuseIf(
        port != 0 && gateway.isEmpty(),
        "is set, but " + GatewaySettings.URL.name() + " is not",
        Listeners.CALLBACK_PORT,
        GatewaySettings.URL);
    reader.refuseIf(
        port != 0 && fingerprints.isEmpty() && subjects.isEmpty(),
        "needs the gateway's certificate in " + FINGERPRINTS.name() + " or " + SUBJECTS.name(),
        Listeners.CALLBACK_PORT,
        FINGERPRINTS,
        SUBJECTS);
    reader.check();
    return new CallbackSettings(port, fingerprints, subjects);
  }

  private static <T> Set<T> split(String text, String separator, Function<String, T> parser) {
    return text.isEmpty()
        ? Set.of()
        : Arrays.stream(text.split(separator, -1))
            .map(String::strip)
            .map(parser)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static String fingerprint(String text) {
    String digits = text.replace(":", "").toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException();
    }
    return digits;
  }
}
