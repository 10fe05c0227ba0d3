package io.warnserver.listeners;

import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** {@code warn.public.port}. */
  public static final Setting<Integer> PUBLIC_PORT = ofPublic("warn.public.port", "with TLS");

  /** {@code warn.public.http-port}. */
  public static final Setting<Integer> PUBLIC_HTTP_PORT =
      ofPublic("warn.public.http-port", "without TLS");

  private static Setting<Integer> ofPublic(String name, String kind) {
    return Setting.integer(
        name,
        0,
        0,
        MAX_PORT,
        "The local port of the listener for the apps "
            + kind
            + "; no other may have it. 0: not told.");
  }

  /**
   * Reads the settings.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  public static Listeners from(SettingsReader reader) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (Setting<Integer> setting :
        List.of(PUBLIC_PORT, PUBLIC_HTTP_PORT, OPERATIONS_PORT, CALLBACK_PORT)) {
      ports.put(setting.name(), reader.get(setting));
    }
    refuseIfSame(reader, ports, OPERATIONS_PORT, PUBLIC_PORT);
    refuseIfSame(reader, ports, OPERATIONS_PORT, PUBLIC_HTTP_PORT);
    refuseIfSame(reader, ports, CALLBACK_PORT, PUBLIC_PORT);
    refuseIfSame(reader, ports, CALLBACK_PORT, PUBLIC_HTTP_PORT);
    refuseIfSame(reader, ports, CALLBACK_PORT, OPERATIONS_PORT);
    reader.check();
    return new Listeners(ports.get(OPERATIONS_PORT.name()), ports.get(CALLBACK_PORT.name()));
  }

  private static void refuseIfSame(
      SettingsReader reader,
      Map<String, Integer> ports,
      Setting<Integer> one,
      Setting<Integer> other) {
    int port = ports.get(one.name());
    reader.refuseIf(
        port > 0 && port == ports.get(other.name()), "must not be that of " + other.name(), one);
  }

  /** The listener of a local port; whatever is no other's is public. */
  public Listener of(int localPort) {
    if (localPort == operations) {
      return Listener.OPERATIONS;
    }
    return localPort == callback ? Listener.CALLBACK : Listener.PUBLIC;
  }
}
