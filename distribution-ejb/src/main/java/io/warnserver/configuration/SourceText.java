package io.warnserver.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One file's text, as far as it is one. */
final class SourceText {

  /** 256 KiB; the shipped files have less than 5, the rest is room for revoked packages. */
  static final int LARGEST_BYTES = 256 * 1024;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private SourceText() {}

  /** The text; none when a fault was reported. */
  static Optional<String> read(ConfigurationSource source, Place file, Faults faults) {
    byte[] bytes;
    try (InputStream in = source.open(file.source())) {
      bytes = in.readNBytes(LARGEST_BYTES + 1);
    } catch (IOException e) {
      faults.add(file, "cannot be read (" + reason(e) + ")");
      return Optional.empty();
    }
    if (bytes.length > LARGEST_BYTES) {
      faults.add(file, "is larger than " + LARGEST_BYTES + " bytes");
      return Optional.empty();
    }
    ByteBuffer input = ByteBuffer.wrap(bytes);
    try {
      // A decoder of this kind reports what String(byte[]) would replace.
      String text = StandardCharsets.UTF_8.newDecoder().decode(input).toString();
      return Optional.of(
          text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text);
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, input.position(), StandardCharsets.ISO_8859_1);
      long line = before.chars().filter(character -> character == '\n').count() + 1;
      faults.add(file, "line " + line + ": is not UTF-8");
      return Optional.empty();
    }
  }

  /** What went wrong, without the path: the operator knows the folder, and a log need not. */
  static String reason(IOException failure) {
    return failure.getClass() == IOException.class
        ? Quote.plain(String.valueOf(failure.getMessage()))
        : failure.getClass().getSimpleName();
  }
}
