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
    String value = header.orElseThrow(() -> new Refusal(415, "Content-Type is missing"));
    KeyFormat format =
        named(value).orElseThrow(() -> new Refusal(415, "Content-Type is not supported"));
    String version = version(value).orElseThrow(() -> new Refusal(400, "the version is missing"));
    return format.require(version, 415);
  }

  /**
   * Of a download's Accept.
   *
   * @throws Refusal with 400, 406 or 415
   */
  static KeyFormat ofAccept(Optional<String> header) {
    String value = header.orElseThrow(() -> new Refusal(415, "Accept is missing"));
    if (value.contains("*")) {
      throw new Refusal(415, "Accept must name the media type and its version");
    }
    KeyFormat format = named(value).orElseThrow(() -> new Refusal(406, "Accept is not supported"));
    String version =
        version(value).orElseThrow(() -> new Refusal(415, "Accept must carry the version"));
    return format.require(version, 406);
  }

  private KeyFormat require(String version, int otherwise) {
    if (!version.matches("\\d+\\.\\d+")) {
      throw new Refusal(400, "the version is malformed");
    }
    if (!version.equals(SUPPORTED)) {
      throw new Refusal(otherwise, "the version is not supported");
    }
    return this;
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
