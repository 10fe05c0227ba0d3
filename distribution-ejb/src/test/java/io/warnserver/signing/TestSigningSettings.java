package io.warnserver.signing;

import static io.warnserver.signing.TestKeyStores.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of several keys, whose key stores are in one folder under the keys' names. */
final class TestSigningSettings {

  private final Map<String, String> values = new HashMap<>();
  private final Path folder;

  TestSigningSettings(Path folder) {
    this.folder = folder;
  }

  /** Adds a key; its time is that of the certificate where it is null. */
  void add(String name, String version, String start, String end) {
    values.merge("warn.signing.keys", name, (some, one) -> some + "," + one);
    set(name, "keystore", folder.resolve(name + ".p12").toString());
    set(name, "password", PASSWORD);
    set(name, "key-version", version);
    set(name, "start", start == null ? "" : start);
    set(name, "end", end == null ? "" : end);
  }

  void set(String name, String last, String value) {
    values.put("warn.signing." + name + "." + last, value);
  }

  SettingsReader reader() {
    return new SettingsReader(name -> Optional.ofNullable(values.get(name)));
  }

  ConfiguredSigningKeys read() {
    return ConfiguredSigningKeys.from(reader(), Mode.PRODUCTION);
  }

  List<String> namesInForce(Instant time) {
    return read().inForce(time).all().stream().map(SigningKey::name).toList();
  }

  /** Why no key can be used at a time. */
  List<String> faults(Instant time) {
    InvalidSettingsException thrown =
        catchThrowableOfType(InvalidSettingsException.class, () -> read().inForce(time));
    assertThat(thrown).isNotNull();
    assertThat(thrown).hasMessageNotContaining(PASSWORD);
    return thrown.faults();
  }
}
