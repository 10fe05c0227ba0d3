package io.warnserver.signing;

import static io.warnserver.signing.TestKeyStores.ALIAS;
import static io.warnserver.signing.TestKeyStores.PASSWORD;
import static io.warnserver.signing.TestKeyStores.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.warnserver.protocols.keys.SignatureInfo;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Key stores made here, good and bad, as an operator could put them in place. */
class SigningKeysTest {

  private static final String KEYSTORE = "warn.signing.current.keystore";
  private static final String ALIAS_SETTING = "warn.signing.current.alias";
  private static final String PASSWORD_SETTING = "warn.signing.current.password";
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir private static Path folder;

  private static KeyPair keys;
  private static Path good;
  private static Path development;

  private final Map<String, String> values = new HashMap<>();

  @BeforeAll
  static void makeKeyStores() throws GeneralSecurityException, IOException {
    keys = TestKeyStores.ecKeys("secp256r1");
    good = store("good.p12", keys, SUBJECT);
    development = store("development.p12", keys, "CN=Signing,OU=Development");
  }

  @BeforeEach
  void setGoodValues() {
    values.put(KEYSTORE, good.toString());
    values.put(PASSWORD_SETTING, PASSWORD);
  }

  @Test
  void goodKeyStore_givesTheKey() {
    SigningKeys signingKeys = read(Mode.PRODUCTION);

    assertThat(signingKeys.all()).hasSize(1);
    SigningKey key = signingKeys.all().get(0);
    assertThat(key.name()).isEqualTo("current");
    assertThat(key.publicKey()).isEqualTo(keys.getPublic());
    assertThat(key.certificate().getPublicKey()).isEqualTo(keys.getPublic());
    assertThat(key.info())
        .isEqualTo(
            SignatureInfo.newBuilder()
                .setAppBundleId("")
                .setAndroidPackage("")
                .setVerificationKeyVersion("v1")
                .setVerificationKeyId("262")
                .setSignatureAlgorithm("1.2.840.10045.4.3.2")
                .build());
  }

  @Test
  void severalKeys_areInTheOrderOfTheSetting() {
    values.put("warn.signing.keys", "next,current");
    values.put("warn.signing.next.keystore", good.toString());
    values.put("warn.signing.next.password", PASSWORD);
    values.put("warn.signing.next.key-version", "v2");

    assertThat(read(Mode.PRODUCTION).all())
        .extracting(SigningKey::name, key -> key.info().getVerificationKeyVersion())
        .containsExactly(tuple("next", "v2"), tuple("current", "v1"));
  }

  @Test
  void missingFile_isRefused() {
    Path none = folder.resolve("none.p12");
    values.put(KEYSTORE, none.toString());

    assertRefused(KEYSTORE + ": cannot read the file " + none);
  }

  @Test
  void folderInsteadOfAFile_isRefused() {
    values.put(KEYSTORE, folder.toString());

    assertRefused(KEYSTORE + ": not a readable PKCS#12 key store (" + folder + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "-----BEGIN PRIVATE KEY-----\n"})
  void fileThatIsNoKeyStore_isRefused(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("broken.p12"), content);
    values.put(KEYSTORE, file.toString());

    assertRefused(KEYSTORE + ": not a readable PKCS#12 key store (" + file + ")");
  }

  @Test
  void wrongPassword_isRefusedWithoutRepeatingIt() {
    values.put(PASSWORD_SETTING, "Tr0ub4dor");

    assertRefused(PASSWORD_SETTING + ": not the password of " + good);
  }

  @Test
  void wrongAlias_isRefused() {
    values.put(ALIAS_SETTING, "other");

    assertRefused(
        ALIAS_SETTING + ": the key store has no private key with a certificate under 'other'");
  }

  @Test
  void certificateWithoutAKey_isRefused() throws GeneralSecurityException, IOException {
    KeyStore store = TestKeyStores.empty();
    store.setCertificateEntry(ALIAS, TestKeyStores.certificate(keys, SUBJECT));
    values.put(KEYSTORE, TestKeyStores.write(folder.resolve("certificate.p12"), store).toString());

    assertRefused(
        ALIAS_SETTING + ": the key store has no private key with a certificate under 'signing'");
  }

  @Test
  void rsaKey_isRefused() throws GeneralSecurityException, IOException {
    values.put(KEYSTORE, store("rsa.p12", TestKeyStores.rsaKeys(), SUBJECT).toString());

    assertRefused(KEYSTORE + ": the key must be an EC key on P-256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1"})
  void keyOnAnotherCurve_isRefused(String curve) throws GeneralSecurityException, IOException {
    values.put(KEYSTORE, store(curve + ".p12", TestKeyStores.ecKeys(curve), SUBJECT).toString());

    assertRefused(KEYSTORE + ": the key must be an EC key on P-256");
  }

  static Stream<KeyPair> otherKeys() throws GeneralSecurityException {
    return Stream.of(
        TestKeyStores.ecKeys("secp256r1"),
        TestKeyStores.ecKeys("secp384r1"),
        TestKeyStores.rsaKeys());
  }

  @ParameterizedTest
  @MethodSource("otherKeys")
  void certificateOfAnotherKey_isRefused(KeyPair other)
      throws GeneralSecurityException, IOException {
    Path file =
        TestKeyStores.write(
            folder.resolve("mixed.p12"),
            keys.getPrivate(),
            TestKeyStores.certificate(other, SUBJECT));
    values.put(KEYSTORE, file.toString());

    assertRefused(KEYSTORE + ": the certificate is not that of the private key");
  }

  @Test
  void developmentKeyWhoseTimeHasNotCome_isRefusedInProduction() {
    values.put("warn.signing.keys", "current,next");
    values.put("warn.signing.next.keystore", development.toString());
    values.put("warn.signing.next.password", PASSWORD);
    values.put("warn.signing.next.start", "2026-12-01T00:00:00Z");

    assertRefused(
        "warn.signing.next.keystore: holds a development key, which production mode refuses");
  }

  @Test
  void developmentKey_isRefusedInProduction() {
    values.put(KEYSTORE, development.toString());

    assertRefused(KEYSTORE + ": holds a development key, which production mode refuses");
  }

  @Test
  void developmentKey_isTakenInDevelopment() {
    values.put(KEYSTORE, development.toString());

    assertThat(read(Mode.DEVELOPMENT).all()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void realKey_isTakenInBothModes(Mode mode) {
    assertThat(read(mode).all()).hasSize(1);
  }

  @Test
  void severalBadKeyStores_areRefusedTogether() {
    values.put("warn.signing.keys", "current,next");
    values.put(ALIAS_SETTING, "other");
    values.put("warn.signing.next.keystore", folder.resolve("none.p12").toString());
    values.put("warn.signing.next.password", PASSWORD);

    List<String> faults = faults();

    assertThat(faults).hasSize(2);
    assertThat(faults.get(0)).startsWith(ALIAS_SETTING);
    assertThat(faults.get(1)).startsWith("warn.signing.next.keystore");
  }

  @Test
  void noKey_isRefused() {
    assertThatThrownBy(() -> new SigningKeys(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printing_showsNoSecret() {
    assertThat(read(Mode.PRODUCTION)).hasToString("SigningKeys[all=[SigningKey[current]]]");
  }

  private void assertRefused(String fault) {
    assertThat(faults()).containsExactly(fault);
  }

  private List<String> faults() {
    InvalidSettingsException thrown =
        catchThrowableOfType(InvalidSettingsException.class, () -> read(Mode.PRODUCTION));
    assertThat(thrown).isNotNull();
    assertThat(thrown).hasMessageNotContaining(PASSWORD);
    return thrown.faults();
  }

  private SigningKeys read(Mode mode) {
    SettingsReader reader = new SettingsReader(name -> Optional.ofNullable(values.get(name)));
    return ConfiguredSigningKeys.from(reader, mode).inForce(NOW);
  }

  private static Path store(String name, KeyPair pair, String subject)
      throws GeneralSecurityException, IOException {
    return TestKeyStores.write(
        folder.resolve(name), pair.getPrivate(), TestKeyStores.certificate(pair, subject));
  }
}
