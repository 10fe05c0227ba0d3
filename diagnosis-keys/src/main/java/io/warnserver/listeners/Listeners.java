package io.warnserver.listeners;

import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;

/**
 * The listeners by their local ports. A port is the listener's own, which no header can change.
 *
 * @param operations 0: there is none
 * @param callback 0: there is none
 */
public record Listeners(int operations, int callback) {

  private static final int MAX_PORT = 65_535;

  /** {@code warn.operations.port}. */
  public static final Setting<Integer> OPERATIONS_PORT =
      Setting.integer(
          "warn.operations.port",
          0,
          0,
          MAX_PORT,
          "The local port of the administrative listener; 0: there is none.");

  /** {@code warn.federation.callback-port}. */
  public static final Setting<Integer> CALLBACK_PORT =
      Setting.integer(
          "warn.federation.callback-port",
          0,
          0,
          MAX_PORT,
          "The local port of the listener for the federation gateway's callback; 0: there is none.");

  /**
   * Reads the settings.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  public static Listeners from(SettingsReader reader) {
    Integer operations = reader.get(OPERATIONS_PORT);
    Integer callback = reader.get(CALLBACK_PORT);
    if (operations != null && operations > 0 && operations.equals(callback)) {
      reader.refuse(CALLBACK_PORT.name() + ": must not be that of " + OPERATIONS_PORT.name());
    }
    reader.check();
    return new Listeners(operations, callback);
  }

  /** The listener of a local port; whatever is no other's is public. */
  public Listener of(int localPort) {
    if (localPort == operations) {
      return Listener.OPERATIONS;
    }
    return localPort == callback ? Listener.CALLBACK : Listener.PUBLIC;
  }
}
