package io.warnserver.submission.tan;

import io.warnserver.parts.Part;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.Mode;
import io.warnserver.settings.Secret;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import io.warnserver.submission.tan.TanFingerprint.KeyedHashes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys with which TANs are hashed (HMAC-SHA-256). A UUID can be guessed by nobody, but a plain
 * hash would tell whoever sees both tables' backups and a verification server's log what belongs
 * together. Several keys are in force while they are exchanged, which takes no restart: somebody
 * has to {@link #readAgain()} now and then.
 */
@Part
public final class TanHashKeys {

  private static final Logger LOG = Logger.getLogger(TanHashKeys.class.getName());
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte TAN_HASH = 1;
  private static final byte CONTENT_DIGEST = 2;
  private static final int MIN_CHARACTERS = 32;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

  /** {@code warn.submission.tan-hash.keys}. */
  public static final Setting<List<String>> NAMES =
      Setting.list(
          "warn.submission.tan-hash.keys",
          "current",
          NAME,
          "a comma-separated list of names (small letters, digits, -)",
          "The keys that TANs are hashed with; the first one hashes, TANs hashed with the others are recognised.");

  /** The setting that holds a key. */
  static Setting<Secret> secret(String name) {
    return Setting.secret(
        "warn.submission.tan-hash." + name + ".key", "A key that TANs are hashed with.");
  }

  private final Supplier<SettingsReader> readers;
  private volatile List<SecretKeySpec> keys;

  @Inject
  TanHashKeys() {
    this(SettingsReader::ofServer);
  }

  /** Reads them with a new reader each time, and now; fails as {@link #read} does. */
  public TanHashKeys(Supplier<SettingsReader> readers) {
    this.readers = readers;
    keys = read(readers.get());
  }

  /** Takes over what was changed; where that is wrong, says so and keeps the former keys. */
  public void readAgain() {
    try {
      List<SecretKeySpec> now = read(readers.get());
      if (!now.equals(keys)) {
        keys = now;
        LOG.info("The keys that TANs are hashed with have changed");
      }
    } catch (InvalidSettingsException e) {
      for (String fault : e.faults()) {
        LOG.log(Level.SEVERE, "TANs are hashed with the former keys, because of {0}", fault);
      }
    }
  }

  /**
   * Reads all keys, in the order of their names.
   *
   * @throws InvalidSettingsException for keys that are missing or too short; in production also for
   *     one of the development environment
   */
  public static List<SecretKeySpec> read(SettingsReader reader) {
    Mode mode = reader.get(Mode.SETTING);
    List<String> names = reader.get(NAMES);
    reader.check();
    List<SecretKeySpec> read = new ArrayList<>();
    for (String name : names) {
      Setting<Secret> setting = secret(name);
      Secret secret = reader.get(setting);
      mode.requireRealSecret(reader, setting, secret);
      reader.refuseIf(
          secret.reveal().length() < MIN_CHARACTERS,
          "must have at least " + MIN_CHARACTERS + " characters",
          setting);
      read.add(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }
    reader.check();
    return List.copyOf(read);
  }

  /**
   * The hashes of a TAN and of what came with it.
   *
   * @param content what was submitted, in canonical form
   */
  public TanFingerprint fingerprint(Tan tan, byte[] content) {
    byte[] text = tan.reveal().getBytes(StandardCharsets.US_ASCII);
    return new TanFingerprint(keys.stream().map(key -> print(key, text, content)).toList());
  }

  private static KeyedHashes print(SecretKeySpec key, byte[] tan, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(TAN_HASH);
      String hash = HexFormat.of().formatHex(mac.doFinal(tan));
      mac.update(CONTENT_DIGEST);
      // The TAN is part of it: who has the hash key, but not the TAN, cannot try which stored keys
      // belong to a digest.
      mac.update(tan);
      return new KeyedHashes(hash, HexFormat.of().formatHex(mac.doFinal(content)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is in every Java", e);
    }
  }

  @Override
  public String toString() {
    return "TanHashKeys[" + keys.size() + "]";
  }
}
