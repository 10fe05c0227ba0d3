package io.warnserver.time;

import io.warnserver.settings.Setting;
import jakarta.ejb.ScheduleExpression;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When runs happen, in UTC.
 *
 * @param times empty: only when an operator says
 */
public record RunSchedule(Optional<Times> times) {

  /** In the words of Jakarta Enterprise Beans calendar timers. */
  public record Times(String second, String minute, String hour) {}

  private static final String FIELD = "([0-9*/,-]{1,60})";
  private static final Pattern FORM =
      Pattern.compile("minute=" + FIELD + " hour=" + FIELD + "(?: second=" + FIELD + ")?");
  private static final String OFF = "off";

  /**
   * A setting that says when something runs.
   *
   * @param fallback such as {@code minute=5 hour=*}
   * @param meaning in a sentence
   */
  public static Setting<RunSchedule> setting(String name, String fallback, String meaning) {
    return new Setting<>(
        name,
        fallback,
        "\"minute=M hour=H\", with \" second=S\" or without, as of calendar timers; or \"off\"",
        meaning,
        false,
        RunSchedule::parse);
  }

  private static RunSchedule parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.equals(OFF)) {
      return new RunSchedule(Optional.empty());
    }
    if (!matcher.matches()) {
      throw new IllegalArgumentException();
    }
    String second = matcher.group(3) == null ? "0" : matcher.group(3);
    return at(second, matcher.group(1), matcher.group(2));
  }

  /** At these times. */
  public static RunSchedule at(String second, String minute, String hour) {
    return new RunSchedule(Optional.of(new Times(second, minute, hour)));
  }

  /** The container's words for it; empty when there is none. */
  public Optional<ScheduleExpression> expression() {
    return times.map(
        at ->
            new ScheduleExpression()
                .second(at.second())
                .minute(at.minute())
                .hour(at.hour())
                .timezone("UTC"));
  }

  /**
   * Has the container call a bean's timer method at these times, as long as the bean lives.
   *
   * @param timers of the bean
   * @param info for the timer method
   */
  public void start(TimerService timers, String info) {
    expression().ifPresent(at -> timers.createCalendarTimer(at, new TimerConfig(info, false)));
  }
}
