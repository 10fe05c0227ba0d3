package io.warnserver.signing;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All signing keys that the settings name: those that sign now, those whose time is over and those
 * whose time has not come. Every reason not to use one is found when they are read, whether it
 * signs yet or not, so that a fault shows long before a package would have needed the key.
 */
public final class ConfiguredSigningKeys {

  private final List<ConfiguredSigningKey> keys;

  private ConfiguredSigningKeys(List<ConfiguredSigningKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads the settings and the key stores once; for many times there is {@link SigningKeySource}.
   *
   * @throws InvalidSettingsException naming each setting that is wrong; not for a key whose time is
   *     over or has not come
   */
  public static ConfiguredSigningKeys from(SettingsReader reader, Mode mode) {
    return load(reader, mode, SigningKeySettings.from(reader, mode));
  }

  /** Reads the key stores of settings that have been read with the same reader. */
  static ConfiguredSigningKeys load(
      SettingsReader reader, Mode mode, List<SigningKeySettings> settings) {
    List<ConfiguredSigningKey> keys =
        settings.stream()
            .flatMap(one -> ConfiguredSigningKey.read(reader, mode, one).stream())
            .toList();
    refuseAmbiguous(reader, keys);
    reader.check();
    return new ConfiguredSigningKeys(keys);
  }

  /**
   * The keys that sign at a time, in the order of the setting.
   *
   * @throws InvalidSettingsException with one line that says of each key why it does not sign, if
   *     none does
   */
  public SigningKeys inForce(Instant now) {
    List<SigningKey> inForce =
        keys.stream().filter(key -> key.isInForce(now)).map(ConfiguredSigningKey::key).toList();
    if (inForce.isEmpty()) {
      throw new InvalidSettingsException(
          List.of(
              SigningKeySettings.KEYS.name()
                  + ": no signing key is in force at "
                  + now
                  + " ("
                  + keys.stream()
                      .map(key -> key.whyNotInForce(now))
                      .collect(Collectors.joining("; "))
                  + ")"));
    }
    return new SigningKeys(inForce);
  }

  /**
   * The keys whose time is not over and ends soon, in the order of the setting; also those whose
   * time has not come.
   *
   * @param duration how soon; the end of a key that is exactly so far away counts
   */
  public List<ConfiguredSigningKey> expiringWithin(Duration duration, Instant now) {
    return keys.stream().filter(key -> key.endsWithin(duration, now)).toList();
  }

  /**
   * The first instant from a time on at which no key is in force: the end of one key after that of
   * another, as long as there is no gap between them.
   */
  public Instant inForceUntil(Instant time) {
    return keys.stream()
        .filter(key -> key.isInForce(time))
        .map(ConfiguredSigningKey::end)
        .max(Comparator.naturalOrder())
        .map(this::inForceUntil)
        .orElse(time);
  }

  private static void refuseAmbiguous(SettingsReader reader, List<ConfiguredSigningKey> keys) {
    for (int i = 0; i < keys.size(); i++) {
      for (ConfiguredSigningKey earlier : keys.subList(0, i)) {
        if (keys.get(i).isAmbiguousWith(earlier)) {
          SigningKeySettings settings = keys.get(i).settings();
          reader.refuse(
              SigningKeySettings.keyVersion(settings.name()).name()
                  + ": the keys '"
                  + earlier.settings().name()
                  + "' and '"
                  + settings.name()
                  + "' are different keys with id '"
                  + settings.keyId()
                  + "' and version '"
                  + settings.keyVersion()
                  + "' in force at the same time; an app could not tell them apart");
        }
      }
    }
  }

  @Override
  public String toString() {
    return "ConfiguredSigningKeys" + keys.stream().map(ConfiguredSigningKey::key).toList();
  }
}
