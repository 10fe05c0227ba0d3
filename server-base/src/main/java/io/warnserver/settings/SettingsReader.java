package io.warnserver.settings;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads settings and collects every fault, so that an operator sees all of them at once. A settings
 * class reads its values, calls {@link #check()} and only then uses them.
 */
public final class SettingsReader {

  private static final int MAX_SHOWN = 100;

  private final Function<String, Optional<String>> values;
  private final Set<String> faults = new LinkedHashSet<>();
  private final Set<String> faulty = new HashSet<>();

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

  /** The value; that of the example after recording a fault that {@link #check()} will report. */
  public <T> T get(Setting<T> setting) {
    Optional<String> text = values.apply(setting.name()).or(setting::fallback);
    if (text.isEmpty()) {
      return faulty(setting, " is missing: it must be ");
    }
    try {
      return setting.parser().apply(text.get());
    } catch (IllegalArgumentException | DateTimeException e) {
      String shown = setting.confidential() ? "the value" : "'" + shown(text.get()) + "'";
      return faulty(setting, ": " + shown + " must be ");
    }
  }

  /** A value as part of one log line, without the password that an address may have. */
  private static String shown(String value) {
    String line = value.replaceAll("\\p{Cntrl}", "?").replaceFirst("//[^/]*@", "//…@");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
  }

  /** Records a fault that shows only when the value is used. */
  public void refuse(String fault) {
    faults.add(fault);
  }

  /**
   * Records a fault of values that are allowed, each by itself. Nothing where one of them is not:
   * then it is an example that has been judged.
   *
   * @param fault completes the name of the first setting
   * @param settings whose values have been judged
   */
  public void refuseIf(boolean wrong, String fault, Setting<?>... settings) {
    if (wrong && Arrays.stream(settings).map(Setting::name).noneMatch(faulty::contains)) {
      refuse(settings[0].name() + ": " + fault);
    }
  }

  /**
   * @throws InvalidSettingsException with one line a fault, if there was any
   */
  public void check() {
    if (!faults.isEmpty()) {
      throw new InvalidSettingsException(List.copyOf(faults));
    }
  }

  private <T> T faulty(Setting<T> setting, String fault) {
    faulty.add(setting.name());
    refuse(setting.name() + fault + setting.allowed());
    return setting.parser().apply(setting.example());
  }
}
