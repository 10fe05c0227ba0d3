package io.warnserver.benchmarks.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.warnserver.protocols.keys.SubmissionPayload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How long a body is and how its length is told.
 *
 * @param padding bytes that replace the payload's padding; 0 leaves it as it is
 * @param chunked whether the body comes in chunks, without {@code Content-Length}
 */
public record BodyShape(int padding, boolean chunked) {

  private static final int CHUNK = 8192;

  /** As the apps send it. */
  public static BodyShape asSent() {
    return new BodyShape(0, false);
  }

  byte[] stretch(byte[] body) {
    if (padding == 0) {
      return body;
    }
    try {
      return SubmissionPayload.parseFrom(body).toBuilder()
          .setRequestPadding(ByteString.copyFrom(new byte[padding]))
          .build()
          .toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  String lengthHeader(byte[] body) {
    return chunked ? "transfer-encoding: chunked" : "content-length: " + body.length;
  }

  byte[] encode(byte[] body) {
    if (!chunked) {
      return body;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int from = 0; from < body.length; from += CHUNK) {
      byte[] chunk = Arrays.copyOfRange(body, from, Math.min(body.length, from + CHUNK));
      all.writeBytes(ascii(Integer.toHexString(chunk.length) + "\r\n"));
      all.writeBytes(chunk);
      all.writeBytes(ascii("\r\n"));
    }
    all.writeBytes(ascii("0\r\n\r\n"));
    return all.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
