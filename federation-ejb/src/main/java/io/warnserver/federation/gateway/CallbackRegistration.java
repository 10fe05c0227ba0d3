package io.warnserver.federation.gateway;

import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import io.warnserver.time.RunSchedule;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * What the gateway is told to call, again and again: it deletes a callback after a call that failed
 * six times (federation gateway protocol, callback).
 *
 * @param id of the registration
 * @param url that the gateway calls
 * @param schedule when the registration is checked
 */
public record CallbackRegistration(String id, String url, RunSchedule schedule) {

  private static final Logger LOG = Logger.getLogger(CallbackRegistration.class.getName());

  /**
   * {@code warn.federation.callback.url}. REST clients disagree on escapes within a parameter, and
   * take braces for variables.
   */
  public static final Setting<String> URL =
      Setting.text(
          "warn.federation.callback.url",
          "",
          Pattern.compile("|(?!.{257})https://[A-Za-z0-9.:\\[\\]-]+/[^?#%{}\\s]*"),
          "an https address of at most 256 characters, without query, % and braces, or empty",
          "What the gateway calls, ending in /federation/callback as seen from there; empty: the gateway is only polled.");

  static final Setting<String> ID =
      Setting.text(
          "warn.federation.callback.id",
          "warn-server",
          Pattern.compile("[A-Za-z0-9_-]{1,32}"),
          "1 to 32 letters, digits, _ -",
          "Under which id the callback is registered.");

  static final Setting<RunSchedule> SCHEDULE =
      RunSchedule.setting(
          "warn.federation.callback.schedule",
          "minute=40 hour=*",
          "When the registration is checked and renewed, in UTC.");

  /** Reads the settings; empty without a URL. */
  public static Optional<CallbackRegistration> from(SettingsReader reader) {
    String url = reader.get(URL);
    String id = reader.get(ID);
    RunSchedule schedule = reader.get(SCHEDULE);
    return url.isEmpty()
        ? Optional.empty()
        : Optional.of(new CallbackRegistration(id, url, schedule));
  }

  /**
   * What a check has found.
   *
   * @param state "present", "registered" or "failed"
   * @param reason of the failure; empty if there was none
   */
  public record Checked(String state, String reason) {

    /** Whether the gateway has it now. */
    public boolean there() {
      return reason.isEmpty();
    }
  }

  /**
   * Registers the callback where it is missing or another one. Without it keys are polled for.
   *
   * @param wasThere whether the gateway had it at the last check: it can have deleted it since
   */
  public Checked check(Gateway gateway, boolean wasThere) {
    Gateway.Subscription wanted = new Gateway.Subscription(id, url);
    try {
      if (gateway.callbacks().contains(wanted)) {
        return new Checked("present", "");
      }
      gateway.register(wanted);
      LOG.log(
          wasThere ? Level.WARNING : Level.INFO,
          wasThere
              ? "The gateway had deleted the callback {0}, which is registered again: does it know the"
                  + " certificate of the callback's listener?"
              : "The callback {0} is registered with the gateway",
          id);
      return new Checked("registered", "");
    } catch (GatewayException e) {
      LOG.log(
          Level.WARNING, "The callback''s registration could not be checked: {0}", e.getMessage());
      return new Checked("failed", e.getMessage());
    }
  }
}
