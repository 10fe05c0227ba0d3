package io.warnserver.listeners;

import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.util.List;

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
      port("warn.operations.port", "administrative listener; 0: there is none.");

  /** {@code warn.federation.callback-port}. */
  public static final Setting<Integer> CALLBACK_PORT =
      port(
          "warn.federation.callback-port",
          "listener for the federation gateway's callback; 0: there is none.");

  /** {@code warn.public.port}. */
  public static final Setting<Integer> PUBLIC_PORT =
      port(
          "warn.public.port", "listener for the apps with TLS; no other may have it. 0: not told.");

  /** {@code warn.public.http-port}. */
  public static final Setting<Integer> PUBLIC_HTTP_PORT =
      port(
          "warn.public.http-port",
          "listener for the apps without TLS; no other may have it. 0: not told.");

  private static Setting<Integer> port(String name, String whose) {
    return Setting.integer(name, 0, 0, MAX_PORT, "The local port of the " + whose);
  }

  /**
   * Reads the settings.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  public static Listeners from(SettingsReader reader) {
    int operations = portBeside(reader, OPERATIONS_PORT, List.of(PUBLIC_PORT, PUBLIC_HTTP_PORT));
    int callback =
        portBeside(reader, CALLBACK_PORT, List.of(PUBLIC_PORT, PUBLIC_HTTP_PORT, OPERATIONS_PORT));
    reader.check();
    return new Listeners(operations, callback);
  }

  private static int portBeside(
      SettingsReader reader, Setting<Integer> setting, List<Setting<Integer>> others) {
    int port = reader.get(setting);
    for (Setting<Integer> other : others) {
      reader.refuseIf(
          port > 0 && port == reader.get(other), "must not be that of " + other.name(), setting);
    }
    return port;
  }

  /** The listener of a local port; whatever is no other's is public. */
  public Listener of(int localPort) {
    if (localPort == operations) {
      return Listener.OPERATIONS;
    }
    return localPort == callback ? Listener.CALLBACK : Listener.PUBLIC;
  }
}
