package io.warnserver.benchmarks.load;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.keys.SubmissionPayload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * How long a body is and how its length is told.
 *
 * @param padding bytes that follow the payload, as more of its padding
 * @param chunked whether the body comes in chunks, without {@code Content-Length}
 */
public record BodyShape(int padding, boolean chunked) {

  /** As the apps send it. */
  public static final BodyShape AS_SENT = new BodyShape(0, false);

  private static final int CHUNK = 8192;

  /** A request as it goes over the wire: its head until now, and its body in this shape. */
  byte[] wire(String head, byte[] payload) {
    ByteArrayOutputStream padded = new ByteArrayOutputStream();
    padded.writeBytes(payload);
    if (padding > 0) {
      padded.writeBytes(
          SubmissionPayload.newBuilder()
              .setRequestPadding(ByteString.copyFrom(new byte[padding]))
              .build()
              .toByteArray());
    }
    byte[] body = padded.toByteArray();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    if (!chunked) {
      all.writeBytes(ascii(head + "content-length: " + body.length + "\r\n\r\n"));
      all.writeBytes(body);
      return all.toByteArray();
    }
    all.writeBytes(ascii(head + "transfer-encoding: chunked\r\n\r\n"));
    for (int from = 0; from < body.length; from += CHUNK) {
      int length = Math.min(body.length - from, CHUNK);
      all.writeBytes(ascii(Integer.toHexString(length) + "\r\n"));
      all.write(body, from, length);
      all.writeBytes(ascii("\r\n"));
    }
    all.writeBytes(ascii("0\r\n\r\n"));
    return all.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
