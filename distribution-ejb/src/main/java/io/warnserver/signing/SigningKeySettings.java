package io.warnserver.signing;

import io.warnserver.settings.Mode;
import io.warnserver.settings.Secret;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where one signing key is, what the apps know it by and when it signs; the settings below say what
 * each part means.
 *
 * @param name what the settings call it
 * @param start the first instant at which it signs; empty for the certificate's first
 * @param end the first instant at which it signs no more; empty for the certificate's last
 */
public record SigningKeySettings(
    String name,
    Path keystore,
    String alias,
    Secret password,
    String keyId,
    String keyVersion,
    String appBundleId,
    String androidPackage,
    Optional<Instant> start,
    Optional<Instant> end) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern WORD_OR_NONE = Pattern.compile("[A-Za-z0-9._-]{0,100}");

  public static final Setting<List<String>> KEYS =
      Setting.list(
          "warn.signing.keys",
          "current",
          NAME,
          "a comma-separated list of names (small letters, digits, -)",
          "The signing keys; each has settings warn.signing.<name>.*, and every package carries a signature of each that is in force.");

  /** Reads the settings of all keys. */
  public static List<SigningKeySettings> from(SettingsReader reader, Mode mode) {
    List<String> names = reader.get(KEYS);
    reader.check();
    List<SigningKeySettings> keys = names.stream().map(name -> read(reader, mode, name)).toList();
    reader.check();
    return keys;
  }

  static Setting<Secret> password(String name) {
    return Setting.secret(setting(name, "password"), "Password of the key store and of its entry.");
  }

  static Setting<Path> keystore(String name) {
    return Setting.path(
        setting(name, "keystore"), "PKCS#12 file with the private key and its certificate.");
  }

  static Setting<String> alias(String name) {
    return word(name, "alias", "signing", "Alias of the entry in the key store.");
  }

  static Setting<String> keyId(String name) {
    return word(
        name,
        "key-id",
        "262",
        "The verification key id that the apps know: the mobile country code.");
  }

  static Setting<String> keyVersion(String name) {
    return word(name, "key-version", "v1", "The verification key version that the apps know.");
  }

  static Setting<String> appBundleId(String name) {
    return word(name, "app-bundle-id", "", "The iOS app's bundle id.");
  }

  static Setting<String> androidPackage(String name) {
    return word(name, "android-package", "", "The Android app's package.");
  }

  static Setting<Optional<Instant>> start(String name) {
    return instantOrNone(name, "start", "When the key begins to sign.");
  }

  static Setting<Optional<Instant>> end(String name) {
    return instantOrNone(name, "end", "When the key stops to sign.");
  }

  private static SigningKeySettings read(SettingsReader reader, Mode mode, String name) {
    Setting<Secret> passwordSetting = password(name);
    Secret password = reader.get(passwordSetting);
    mode.requireRealSecret(reader, passwordSetting, password);
    return new SigningKeySettings(
        name,
        reader.get(keystore(name)),
        reader.get(alias(name)),
        password,
        reader.get(keyId(name)),
        reader.get(keyVersion(name)),
        reader.get(appBundleId(name)),
        reader.get(androidPackage(name)),
        reader.get(start(name)),
        reader.get(end(name)));
  }

  /** One that may be empty if that is what stands for a missing value. */
  private static Setting<String> word(String name, String last, String fallback, String meaning) {
    Pattern form = fallback.isEmpty() ? WORD_OR_NONE : WORD;
    return Setting.text(setting(name, last), fallback, form, "letters, digits, . _ -", meaning);
  }

  private static Setting<Optional<Instant>> instantOrNone(
      String name, String last, String meaning) {
    return new Setting<>(
        setting(name, last),
        "",
        "an instant in UTC such as 2027-03-31T22:00:00Z",
        meaning,
        false,
        text -> text.isEmpty() ? Optional.empty() : Optional.of(instant(text)));
  }

  /** With a Z, so that what was written is what the log repeats. */
  private static Instant instant(String text) {
    if (!text.endsWith("Z")) {
      throw new IllegalArgumentException();
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String setting(String name, String last) {
    return "warn.signing." + name + "." + last;
  }
}
