package io.warnserver.distribution.store;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks a request as S3 does (Amazon S3 API reference, "Signature Version 4"). */
final class SignatureV4 {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final Duration SKEW = Duration.ofMinutes(15);

  private SignatureV4() {}

  /**
   * The code of the refusal; empty if the request is signed right.
   *
   * @param headers by small-letter name, as they came
   */
  static String fault(
      String method, URI address, Map<String, String> headers, byte[] body, String secretKey) {
    try {
      String authorization = headers.getOrDefault("authorization", "");
      if (!authorization.startsWith(ALGORITHM + " ")) {
        return "AccessDenied";
      }
      Map<String, String> parts =
          Arrays.stream(authorization.substring(ALGORITHM.length()).split(",", -1))
              .map(part -> part.strip().split("=", 2))
              .collect(Collectors.toMap(part -> part[0], part -> part[1]));
      String date = headers.get("x-amz-date");
      Instant signed = LocalDateTime.parse(date, TIME).toInstant(ZoneOffset.UTC);
      if (Duration.between(signed, Instant.now()).abs().compareTo(SKEW) > 0) {
        return "RequestTimeTooSkewed";
      }
      String content = headers.get("x-amz-content-sha256");
      if (!content.equals("UNSIGNED-PAYLOAD") && !content.equals(sha256(body))) {
        return "XAmzContentSHA256Mismatch";
      }
      String[] credential = parts.get("Credential").split("/", 2);
      String canonical =
          String.join(
              "\n",
              method,
              address.getRawPath(),
              query(address.getRawQuery()),
              Arrays.stream(parts.get("SignedHeaders").split(";", -1))
                  .map(name -> name + ":" + headers.getOrDefault(name, "").strip() + "\n")
                  .collect(Collectors.joining()),
              parts.get("SignedHeaders"),
              content);
      String toSign =
          String.join(
              "\n",
              ALGORITHM,
              date,
              credential[1],
              sha256(canonical.getBytes(StandardCharsets.UTF_8)));
      byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
      for (String part : credential[1].split("/", -1)) {
        key = hmac(key, part);
      }
      return HexFormat.of().formatHex(hmac(key, toSign)).equals(parts.get("Signature"))
          ? ""
          : "SignatureDoesNotMatch";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String query(String raw) {
    return raw == null
        ? ""
        : Arrays.stream(raw.split("&", -1))
            .map(part -> part.contains("=") ? part : part + "=")
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
