package io.warnserver.benchmarks.load;

import io.warnserver.client.RandomKeys;
import io.warnserver.client.Submission;
import io.warnserver.client.SubmissionRequest;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A request as it goes over the wire, built once: only the TAN and the key data change from one to
 * the next, so that making a request costs the load generator next to nothing.
 */
public final class RequestTemplate {

  /** Keys of a real submission: as many days as a phone hands out. */
  public static final int KEYS = RandomKeys.DAYS;

  private static final String PATH = "/version/v1/diagnosis-keys";
  private static final int KEY_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;
  private final int tanPlace;
  private final int[] keyPlaces;

  private RequestTemplate(byte[] bytes, int tanPlace, int[] keyPlaces) {
    this.bytes = bytes;
    this.tanPlace = tanPlace;
    this.keyPlaces = keyPlaces;
  }

  /**
   * A real submission of {@value #KEYS} keys.
   *
   * @param authority of the server, such as {@code 127.0.0.1:8080}
   * @param clock for keys of the past days
   * @param consent whether the keys may be offered to other countries
   */
  public static RequestTemplate real(
      String authority, Clock clock, RandomGenerator random, boolean consent) {
    return real(authority, clock, random, consent, BodyShape.asSent());
  }

  /** A real submission whose body has another shape. */
  public static RequestTemplate real(
      String authority, Clock clock, RandomGenerator random, boolean consent, BodyShape shape) {
    UUID tan = QuickVerification.tan(random);
    List<TemporaryExposureKey> keys = new RandomKeys(clock, random).ofPastDays(KEYS);
    byte[] bytes =
        wire(
            authority,
            SubmissionRequest.real(
                tan, new Submission(keys, "DE", List.of("DE", "FR", "NL"), consent), random),
            shape);
    int[] keyPlaces = new int[KEYS];
    for (int i = 0; i < KEYS; i++) {
      keyPlaces[i] = find(bytes, keys.get(i).getKeyData().toByteArray());
    }
    return new RequestTemplate(
        bytes, find(bytes, tan.toString().getBytes(StandardCharsets.US_ASCII)), keyPlaces);
  }

  /** A request as the apps send it to hide the real ones: no TAN, no keys, the same length. */
  public static RequestTemplate fake(String authority, RandomGenerator random) {
    return fake(authority, random, BodyShape.asSent());
  }

  /** A fake whose body has another shape. */
  public static RequestTemplate fake(String authority, RandomGenerator random, BodyShape shape) {
    return new RequestTemplate(
        wire(authority, SubmissionRequest.fake(random), shape), -1, new int[0]);
  }

  /** An empty POST to a path. */
  public static RequestTemplate empty(String authority, String path) {
    return new RequestTemplate(
        ("POST " + path + " HTTP/1.1\r\nhost: " + authority + "\r\ncontent-length: 0\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII),
        -1,
        new int[0]);
  }

  /** The next request: in a real one with a TAN and keys that there have not been yet. */
  public byte[] next(RandomGenerator random) {
    byte[] next = bytes.clone();
    if (tanPlace >= 0) {
      byte[] tan = QuickVerification.tan(random).toString().getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(tan, 0, next, tanPlace, tan.length);
    }
    byte[] keyData = new byte[KEY_BYTES];
    for (int place : keyPlaces) {
      random.nextBytes(keyData);
      System.arraycopy(keyData, 0, next, place, KEY_BYTES);
    }
    return next;
  }

  private static byte[] wire(String authority, SubmissionRequest request, BodyShape shape) {
    List<String> lines = new ArrayList<>();
    lines.add("POST " + PATH + " HTTP/1.1");
    lines.add("host: " + authority);
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      lines.add(header.getKey() + ": " + header.getValue());
    }
    byte[] body = shape.stretch(request.body());
    lines.add(shape.lengthHeader(body));
    byte[] head = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream all = new ByteArrayOutputStream(head.length + body.length);
    all.writeBytes(head);
    all.writeBytes(shape.encode(body));
    return all.toByteArray();
  }

  private static int find(byte[] all, byte[] part) {
    for (int i = 0; i <= all.length - part.length; i++) {
      if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new IllegalStateException("not there: " + HEX.formatHex(part));
  }
}
