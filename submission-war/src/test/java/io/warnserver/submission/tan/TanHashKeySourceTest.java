package io.warnserver.submission.tan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TanHashKeySourceTest {

  private static final String KEY = "an old key of thirty-two letters";
  private static final String NEW_KEY = "a new key of thirty-two letters!";
  private static final Logger LOGGER = Logger.getLogger(TanHashKeySource.class.getName());

  private final List<String> log = new ArrayList<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          log.add(new SimpleFormatter().format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private Map<String, String> settings = TanHashKeysTest.settings(KEY);

  @BeforeEach
  void listen() {
    LOGGER.addHandler(listener);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(listener);
    LOGGER.setUseParentHandlers(true);
  }

  @Test
  void changedKeys_areTakenOver() {
    TanHashKeySource source = source();

    settings = TanHashKeysTest.settings(NEW_KEY, KEY);
    source.readAgain();

    assertThat(source.keys()).isEqualTo(TanHashKeysTest.keys(NEW_KEY, KEY));
    assertThat(log).hasSize(1);
  }

  @Test
  void unchangedKeys_areNotTalkedAbout() {
    source().readAgain();

    assertThat(log).isEmpty();
  }

  @Test
  void wrongKeys_areNamedAndTheFormerOnesKept() {
    TanHashKeySource source = source();

    settings = TanHashKeysTest.settings("too short");
    source.readAgain();

    assertThat(source.keys()).isEqualTo(TanHashKeysTest.keys(KEY));
    assertThat(log)
        .singleElement()
        .asString()
        .contains("warn.submission.tan-hash.key0.key")
        .doesNotContain("too short");
  }

  @Test
  void wrongKeysAtTheStart_areRefused() {
    settings = Map.of();

    assertThatThrownBy(this::source).isInstanceOf(InvalidSettingsException.class);
  }

  private TanHashKeySource source() {
    return new TanHashKeySource(
        () -> new SettingsReader(name -> Optional.ofNullable(settings.get(name))));
  }
}
