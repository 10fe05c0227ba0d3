package io.warnserver.benchmarks.load;

import io.warnserver.client.RandomKeys;
import io.warnserver.client.Submission;
import io.warnserver.client.SubmissionRequest;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A request as it goes over the wire, built once: only the TAN and the key data change from one to
 * the next, so that making a request costs the load generator next to nothing.
 */
public final class RequestTemplate {

  /** Keys of a real submission: as many days as a phone hands out. */
  public static final int KEYS = RandomKeys.DAYS;

  private static final int KEY_BYTES = 16;

  private final byte[] bytes;
  private final int tanPlace;
  private final List<Integer> keyPlaces;

  private RequestTemplate(byte[] bytes, int tanPlace, List<Integer> keyPlaces) {
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
      String authority, Clock clock, RandomGenerator random, boolean consent, BodyShape shape) {
    UUID tan = QuickVerification.tan(random);
    List<TemporaryExposureKey> keys = new RandomKeys(clock, random).ofPastDays(KEYS);
    Submission submission = new Submission(keys, "DE", List.of("DE", "FR", "NL"), consent);
    byte[] bytes = wire(authority, SubmissionRequest.real(tan, submission, random), shape);
    return new RequestTemplate(
        bytes,
        find(bytes, bytes(tan)),
        keys.stream().map(key -> find(bytes, key.getKeyData().toByteArray())).toList());
  }

  /** A request as the apps send it to hide the real ones: no TAN, no keys, the same length. */
  public static RequestTemplate fake(String authority, RandomGenerator random, BodyShape shape) {
    return new RequestTemplate(
        wire(authority, SubmissionRequest.fake(random), shape), -1, List.of());
  }

  /** An empty POST to a path. */
  public static byte[] empty(String authority, String path) {
    return BodyShape.AS_SENT.wire(head(authority, path), new byte[0]);
  }

  /** The next request: in a real one with a TAN and keys that there have not been yet. */
  public byte[] next(RandomGenerator random) {
    byte[] next = bytes.clone();
    if (tanPlace >= 0) {
      byte[] tan = bytes(QuickVerification.tan(random));
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
    StringBuilder head = new StringBuilder(head(authority, "/version/v1/diagnosis-keys"));
    request
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return shape.wire(head.toString(), request.body());
  }

  private static String head(String authority, String path) {
    return "POST " + path + " HTTP/1.1\r\nhost: " + authority + "\r\n";
  }

  private static byte[] bytes(UUID tan) {
    return tan.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static int find(byte[] all, byte[] part) {
    return new String(all, StandardCharsets.ISO_8859_1)
        .indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }
}
