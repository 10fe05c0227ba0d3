package io.warnserver.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.warnserver.protocols.keys.SubmissionPayload;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One request of a phone, real or fake. Who sees only sizes cannot tell which: bodies are padded to
 * whole units of {@link #BODY_UNIT} bytes, and the header padding of a fake stands for the TAN that
 * it lacks (submission, "Request").
 */
public final class SubmissionRequest {
  /**
   * Bodies are as long as the next multiple of this number of bytes: one unit for a fake and for a
   * real submission of 14 keys and all countries.
   */
  public static final int BODY_UNIT = 2048;

  private static final int TAN_LENGTH = 36;

  /** From this size on, up to 16383, the length of the padding takes two bytes. */
  private static final int MIN_PADDING = 128;

  private static final int PADDING_OVERHEAD =
      CodedOutputStream.computeTagSize(SubmissionPayload.REQUESTPADDING_FIELD_NUMBER) + 2;

  private final Map<String, String> headers = new TreeMap<>();
  private final byte[] body;

  private SubmissionRequest(String tan, boolean fake, byte[] body, RandomGenerator random) {
    byte[] filler = new byte[(TAN_LENGTH - tan.length()) / 2];
    random.nextBytes(filler);
    headers.put("content-type", "application/x-protobuf");
    headers.put("cwa-authorization", tan);
    headers.put("cwa-header-padding", HexFormat.of().formatHex(filler));
    headers.put("cwa-fake", fake ? "1" : "0");
    this.body = body;
  }

  /** A submission that spends the TAN. */
  public static SubmissionRequest real(UUID tan, Submission submission, RandomGenerator random) {
    SubmissionPayload.Builder payload =
        SubmissionPayload.newBuilder()
            .addAllKeys(submission.keys())
            .addAllVisitedCountries(submission.visitedCountries())
            .setConsentToFederation(submission.consentToFederation());
    if (!submission.origin().isEmpty()) {
      payload.setOrigin(submission.origin());
    }
    return new SubmissionRequest(tan.toString(), false, padded(payload, random), random);
  }

  /** A request without keys and TAN that looks like a real one on its way. */
  public static SubmissionRequest fake(RandomGenerator random) {
    return new SubmissionRequest("", true, padded(SubmissionPayload.newBuilder(), random), random);
  }

  private static byte[] padded(SubmissionPayload.Builder payload, RandomGenerator random) {
    int bare = payload.build().getSerializedSize() + PADDING_OVERHEAD;
    int units = (bare + MIN_PADDING + BODY_UNIT - 1) / BODY_UNIT;
    byte[] padding = new byte[units * BODY_UNIT - bare];
    random.nextBytes(padding);
    return payload.setRequestPadding(ByteString.copyFrom(padding)).build().toByteArray();
  }

  /** The headers that the apps set, by lower-case name; the TAN among them. */
  public Map<String, String> headers() {
    return new TreeMap<>(headers);
  }

  /** The bytes of the {@code SubmissionPayload}. */
  public byte[] body() {
    return body.clone();
  }
}
