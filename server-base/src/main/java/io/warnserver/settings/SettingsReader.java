package io.warnserver.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads settings and collects every fault, so that an operator sees all of them at once. A settings
 * class reads its values, calls {@link #check()} and only then uses them: what {@link #get} gave
 * for a faulty one is {@code null}.
 */
public final class SettingsReader {

  private static final int MAX_SHOWN = 100;

  private final Function<String, Optional<String>> values;
  private final List<String> faults = new ArrayList<>();

  /**
   * Reads from anywhere.
   *
   * @param values gives the text of a setting by its name; empty where none is set
   */
  public SettingsReader(Function<String, Optional<String>> values) {
    this.values = values;
  }

  /** Reads what is set in the server, through MicroProfile Config. */
  public static SettingsReader ofServer() {
    return new SettingsReader(
        name -> ConfigProvider.getConfig().getOptionalValue(name, String.class));
  }

  /** The value, or {@code null} after recording the fault that {@link #check()} will report. */
  public <T> T get(Setting<T> setting) {
    Optional<String> text = values.apply(setting.name()).or(setting::fallback);
    if (text.isEmpty()) {
      return faulty(setting.name() + " is missing: it must be " + setting.allowed());
    }
    try {
      return setting.parser().apply(text.get());
    } catch (IllegalArgumentException e) {
      String shown = setting.confidential() ? "the value" : "'" + shown(text.get()) + "'";
      return faulty(setting.name() + ": " + shown + " must be " + setting.allowed());
    }
  }

  /** A value as part of one log line. */
  private static String shown(String value) {
    String line = value.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
  }

  /** Records a fault that only several values together show. */
  public void refuse(String fault) {
    faults.add(fault);
  }

  /**
   * @throws InvalidSettingsException with one line a fault, if there was any
   */
  public void check() {
    if (!faults.isEmpty()) {
      throw new InvalidSettingsException(faults);
    }
  }

  /** Null marks "faulty": {@link #check()} throws before anyone looks at it. */
  @SuppressWarnings(
      "TypeParameterUnusedInFormals") // The caller's type is that of the setting it reads.
  private <T> T faulty(String fault) {
    faults.add(fault);
    return null;
  }
}
