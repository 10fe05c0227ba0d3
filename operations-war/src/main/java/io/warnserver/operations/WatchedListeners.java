package io.warnserver.operations;

import io.warnserver.certificates.ListenerCertificates;
import io.warnserver.certificates.WatchedCertificate;
import io.warnserver.listeners.Listeners;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The TLS listeners whose certificates are watched: the server's own, and others that an operator
 * names, such as a proxy's.
 *
 * @param listeners each with its role or address
 */
record WatchedListeners(List<ListenerCertificates> listeners) {

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");
  private static final Pattern ADDRESS =
      Pattern.compile("(" + HOST + "|\\[" + HOST + "\\]):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  static final Setting<List<ListenerCertificates>> OTHERS =
      new Setting<>(
          "warn.certificates.addresses",
          "",
          "a comma-separated list of host:port, or empty",
          "TLS listeners of others whose certificates are watched, such as a proxy's that apps call.",
          false,
          WatchedListeners::others);

  static final Setting<String> PUBLIC_ADDRESS = address("warn.public.address", "0.0.0.0");
  static final Setting<String> OPERATIONS_ADDRESS = address("warn.operations.address", "127.0.0.1");
  static final Setting<String> CALLBACK_ADDRESS =
      address("warn.federation.callback.address", "127.0.0.1");

  private static Setting<String> address(String name, String fallback) {
    return Setting.text(
        name,
        fallback,
        HOST,
        "an address of this machine",
        "Where the listener of the port beside it listens.");
  }

  /**
   * Reads the settings.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  static WatchedListeners from(SettingsReader reader) {
    List<ListenerCertificates> all = new ArrayList<>();
    int apps = reader.get(Listeners.PUBLIC_PORT);
    add(all, "public", reader.get(PUBLIC_ADDRESS), apps);
    // Who has no TLS for the apps has none for operators: a proxy has.
    add(
        all,
        "operations",
        reader.get(OPERATIONS_ADDRESS),
        apps == 0 ? 0 : reader.get(Listeners.OPERATIONS_PORT));
    add(all, "callback", reader.get(CALLBACK_ADDRESS), reader.get(Listeners.CALLBACK_PORT));
    all.addAll(reader.get(OTHERS));
    reader.check();
    return new WatchedListeners(List.copyOf(all));
  }

  private static void add(List<ListenerCertificates> all, String role, String host, int port) {
    if (port > 0) {
      boolean anywhere = host.equals("0.0.0.0") || host.equals("::");
      all.add(new ListenerCertificates(role, anywhere ? "127.0.0.1" : host, port));
    }
  }

  private static List<ListenerCertificates> others(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .map(WatchedListeners::other)
            .toList();
  }

  private static ListenerCertificates other(String address) {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches()) {
      throw new IllegalArgumentException();
    }
    int port = Integer.parseInt(matcher.group(2));
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException();
    }
    return new ListenerCertificates(address, matcher.group(1).replaceAll("[\\[\\]]", ""), port);
  }

  /** What they show now. */
  List<WatchedCertificate> look() {
    return listeners.stream().map(ListenerCertificates::look).flatMap(List::stream).toList();
  }
}
