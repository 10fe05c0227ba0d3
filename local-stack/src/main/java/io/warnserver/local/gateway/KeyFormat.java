package io.warnserver.local.gateway;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The two forms of a batch on the wire (federation gateway protocol, messages). */
enum KeyFormat {
  /** Protocol Buffers. */
  PROTOBUF("application/protobuf"),
  /** The gateway's own JSON. */
  JSON("application/json");

  private static final String VERSION = "version=";
  private static final String SUPPORTED = "1.0";

  private final String type;

  KeyFormat(String type) {
    this.type = type;
  }

  /** With the version. */
  String mediaType() {
    return type + "; " + VERSION + SUPPORTED;
  }

  /**
   * Of an upload's Content-Type.
   *
   * @throws Refusal with 400 or 415
   */
  static KeyFormat ofContentType(Optional<String> header) {
    return of("Content-Type", header, 415, 400);
  }

  /**
   * Of a download's Accept.
   *
   * @throws Refusal with 400, 406 or 415
   */
  static KeyFormat ofAccept(Optional<String> header) {
    Refusal.when(
        header.orElse("").contains("*"), 415, "Accept must name the media type and its version");
    return of("Accept", header, 406, 415);
  }

  private static KeyFormat of(
      String name, Optional<String> header, int unsupported, int withoutVersion) {
    String value = header.orElseThrow(() -> new Refusal(415, name + " is missing"));
    KeyFormat format =
        named(value).orElseThrow(() -> new Refusal(unsupported, name + " is not supported"));
    String version =
        version(value)
            .orElseThrow(() -> new Refusal(withoutVersion, name + " must carry the version"));
    Refusal.when(!version.matches("\\d+\\.\\d+"), 400, "the version is malformed");
    Refusal.when(!version.equals(SUPPORTED), unsupported, "the version is not supported");
    return format;
  }

  private static Optional<KeyFormat> named(String header) {
    String name = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(format -> format.type.equals(name)).findFirst();
  }

  private static Optional<String> version(String header) {
    return Stream.of(header.split(";", -1))
        .map(String::strip)
        .filter(parameter -> parameter.startsWith(VERSION))
        .map(parameter -> parameter.substring(VERSION.length()))
        .findFirst();
  }
}
