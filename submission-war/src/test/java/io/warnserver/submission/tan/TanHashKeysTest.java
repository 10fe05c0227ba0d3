package io.warnserver.submission.tan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class TanHashKeysTest {

  private static final String KEY = "an old key of thirty-two letters";
  private static final String NEW_KEY = "a new key of thirty-two letters!";
  private static final String UUID = "8a7e2f60-1b3c-4d5e-9f80-0123456789ab";
  static final Tan TAN = Tan.ofHeader(UUID).orElseThrow();
  static final byte[] CONTENT = {1, 2, 3};

  @Test
  void hash_isAnHmacOfTheTan() throws Exception {
    assertThat(keys(KEY).fingerprint(TAN, CONTENT).current().tanHash())
        .isEqualTo(hmac(new byte[] {1}, UUID.getBytes(StandardCharsets.US_ASCII)));
  }

  /** With the TAN: who has the key alone cannot try which stored keys belong to a digest. */
  @Test
  void digest_isAnHmacOfTheTanAndTheContent() throws Exception {
    assertThat(keys(KEY).fingerprint(TAN, CONTENT).current().contentDigest())
        .isEqualTo(hmac(new byte[] {2}, UUID.getBytes(StandardCharsets.US_ASCII), CONTENT));
  }

  private static String hmac(byte[]... parts) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return HexFormat.of().formatHex(mac.doFinal());
  }

  @Test
  void severalKeys_giveAPrintEachTheFirstOneFirst() {
    TanFingerprint both = keys(NEW_KEY, KEY).fingerprint(TAN, CONTENT);

    assertThat(both.hashes())
        .containsExactly(
            keys(NEW_KEY).fingerprint(TAN, CONTENT).current(),
            keys(KEY).fingerprint(TAN, CONTENT).current());
    assertThat(both.current()).isEqualTo(both.hashes().get(0));
  }

  @Test
  void printing_showsNothing() {
    assertThat(keys(KEY)).hasToString("TanHashKeys[1]");
    assertThat(keys(KEY).fingerprint(TAN, CONTENT).toString())
        .isEqualTo("TanFingerprint[hashes=[KeyedHashes[********]]]");
  }

  @Test
  void missingKey_isRefused() {
    assertThatThrownBy(() -> TanHashKeys.read(reader(Map.of())))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("warn.submission.tan-hash.current.key is missing: it must be a secret");
  }

  @Test
  void shortKey_isRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> keys("a key of thirty-one letters....").toString())
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("warn.submission.tan-hash.key0.key: must have at least 32 characters");
  }

  @Test
  void developmentKey_isRefusedInProductionOnly() {
    Map<String, String> key =
        Map.of("warn.submission.tan-hash.current.key", "development-tan-hash-key-that-all-know");

    assertThatThrownBy(() -> TanHashKeys.read(reader(key)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "warn.submission.tan-hash.current.key: must not be a development password in production mode");
    assertThat(
            TanHashKeys.read(
                new SettingsReader(
                    name ->
                        name.equals("warn.mode")
                            ? Optional.of("development")
                            : Optional.ofNullable(key.get(name)))))
        .isNotNull();
  }

  static TanHashKeys keys(String... keys) {
    return new TanHashKeys(() -> reader(settings(keys)));
  }

  static Map<String, String> settings(String... keys) {
    Map<String, String> settings = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (String key : keys) {
      String name = "key" + names.size();
      names.add(name);
      settings.put("warn.submission.tan-hash." + name + ".key", key);
    }
    settings.put("warn.submission.tan-hash.keys", String.join(",", names));
    return settings;
  }

  private static SettingsReader reader(Map<String, String> values) {
    return new SettingsReader(name -> Optional.ofNullable(values.get(name)));
  }
}
