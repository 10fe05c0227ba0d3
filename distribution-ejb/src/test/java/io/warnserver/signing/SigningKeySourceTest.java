package io.warnserver.signing;

import static io.warnserver.signing.TestKeyStores.FROM;
import static io.warnserver.signing.TestKeyStores.PASSWORD;
import static io.warnserver.signing.TestKeyStores.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings and key stores that change while the server runs. */
class SigningKeySourceTest {

  private static final String KEYSTORE = "warn.signing.current.keystore";

  @TempDir private Path folder;

  private final Map<String, String> values = new HashMap<>();
  private final SigningKeySource source =
      new SigningKeySource(
          () -> new SettingsReader(name -> Optional.ofNullable(values.get(name))), Mode.PRODUCTION);
  private KeyPair first;
  private KeyPair second;
  private Path file;

  @BeforeEach
  void setOneKey() throws GeneralSecurityException, IOException {
    first = TestKeyStores.ecKeys("secp256r1");
    second = TestKeyStores.ecKeys("secp256r1");
    file = store("current.p12", first);
    values.put(KEYSTORE, file.toString());
    values.put("warn.signing.current.password", PASSWORD);
  }

  @Test
  void nothingChanged_isNotReadAgain() {
    assertThat(source.read()).isSameAs(source.read());
  }

  @Test
  void fileMovedOverTheOldOne_isRead() throws GeneralSecurityException, IOException {
    ConfiguredSigningKeys before = source.read();
    Path next = store("next.p12", second);
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(onlyKey(source.read()).publicKey()).isEqualTo(second.getPublic());
    assertThat(onlyKey(before).publicKey()).isEqualTo(first.getPublic());
  }

  @Test
  void fileWrittenInPlace_isRead() throws GeneralSecurityException, IOException {
    var unused = source.read();
    FileTime before = Files.getLastModifiedTime(file);
    store("current.p12", second);
    Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1000));

    assertThat(onlyKey(source.read()).publicKey()).isEqualTo(second.getPublic());
  }

  @Test
  void addedKey_isRead() throws GeneralSecurityException, IOException {
    var unused = source.read();
    values.put("warn.signing.keys", "current,next");
    values.put("warn.signing.next.keystore", store("next.p12", second).toString());
    values.put("warn.signing.next.password", PASSWORD);
    values.put("warn.signing.next.key-version", "v2");

    assertThat(source.read().inForce(FROM).all())
        .extracting(SigningKey::publicKey)
        .containsExactly(first.getPublic(), second.getPublic());
  }

  @ParameterizedTest
  @CsvSource({
    "key-version, v2",
    "key-id, 208",
    "app-bundle-id, de.example",
    "android-package, de.example",
    "start, 2026-01-01T00:00:00Z",
    "end, 2026-06-01T00:00:00Z"
  })
  void changedSetting_isTaken(String last, String value) {
    ConfiguredSigningKeys before = source.read();
    values.put("warn.signing.current." + last, value);

    assertThat(source.read()).isNotSameAs(before);
  }

  @Test
  void passwordThatIsNoLongerRight_isRefused() {
    var unused = source.read();
    values.put("warn.signing.current.password", "hunter3");

    assertThatThrownBy(source::read)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("warn.signing.current.password: not the password of " + file);
  }

  @Test
  void fileThatHasGone_isRefusedUntilItIsBack() throws GeneralSecurityException, IOException {
    var unused = source.read();
    Files.delete(file);

    assertThatThrownBy(source::read)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(KEYSTORE + ": cannot read the file " + file);
    assertThatThrownBy(source::read).isInstanceOf(InvalidSettingsException.class);

    store("current.p12", second);
    assertThat(onlyKey(source.read()).publicKey()).isEqualTo(second.getPublic());
  }

  @Test
  void faultAtTheFirstReading_isForgottenOnceItIsMended() {
    values.remove(KEYSTORE);
    assertThatThrownBy(source::read).isInstanceOf(InvalidSettingsException.class);

    values.put(KEYSTORE, file.toString());

    assertThat(onlyKey(source.read()).publicKey()).isEqualTo(first.getPublic());
  }

  private static SigningKey onlyKey(ConfiguredSigningKeys keys) {
    return keys.inForce(FROM).all().get(0);
  }

  private Path store(String name, KeyPair pair) throws GeneralSecurityException, IOException {
    return TestKeyStores.write(
        folder.resolve(name), pair.getPrivate(), TestKeyStores.certificate(pair, SUBJECT));
  }
}
