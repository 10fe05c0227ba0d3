package io.warnserver.submission.tan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.SettingsReader;
import io.warnserver.testing.Logged;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TanHashKeysExchangeTest {

  private static final String KEY = "an old key of thirty-two letters";
  private static final String NEW_KEY = "a new key of thirty-two letters!";

  private final Logged log = Logged.by(TanHashKeys.class);
  private Map<String, String> settings = TanHashKeysTest.settings(KEY);

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void changedKeys_areTakenOver() {
    TanHashKeys keys = keys();

    settings = TanHashKeysTest.settings(NEW_KEY, KEY);
    keys.readAgain();

    assertThat(print(keys)).isEqualTo(print(TanHashKeysTest.keys(NEW_KEY, KEY)));
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void unchangedKeys_areNotTalkedAbout() {
    keys().readAgain();

    assertThat(log.lines()).isEmpty();
  }

  @Test
  void wrongKeys_areNamedAndTheFormerOnesKept() {
    TanHashKeys keys = keys();

    settings = TanHashKeysTest.settings("too short");
    keys.readAgain();

    assertThat(print(keys)).isEqualTo(print(TanHashKeysTest.keys(KEY)));
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("warn.submission.tan-hash.key0.key")
        .doesNotContain("too short");
  }

  @Test
  void wrongKeysAtTheStart_areRefused() {
    settings = Map.of();

    assertThatThrownBy(this::keys).isInstanceOf(InvalidSettingsException.class);
  }

  private static TanFingerprint print(TanHashKeys keys) {
    return keys.fingerprint(TanHashKeysTest.TAN, TanHashKeysTest.CONTENT);
  }

  private TanHashKeys keys() {
    return new TanHashKeys(
        () -> new SettingsReader(name -> Optional.ofNullable(settings.get(name))));
  }
}
