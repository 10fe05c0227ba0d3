package io.warnserver.distribution.store;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What S3 and stores like it say in the body of a refusal, which tells more than the status (Amazon
 * S3 API reference, "Error responses"). Only these words get into logs and results: the rest of an
 * answer may hold anything. The playbook {@code WarnObjectStoreUnreachable} says what an operator
 * does about each.
 */
enum ErrorCode {
  BAD_DIGEST("BadDigest", true),
  INCOMPLETE_BODY("IncompleteBody", true),
  INTERNAL_ERROR("InternalError", true),
  OPERATION_ABORTED("OperationAborted", true),
  REQUEST_LIMIT_EXCEEDED("RequestLimitExceeded", true),
  REQUEST_TIMEOUT("RequestTimeout", true),
  SERVER_BUSY("ServerBusy", true),
  SERVICE_UNAVAILABLE("ServiceUnavailable", true),
  SLOW_DOWN("SlowDown", true),
  SLOW_DOWN_READ("SlowDownRead", true),
  SLOW_DOWN_WRITE("SlowDownWrite", true),
  THROTTLING("Throttling", true),
  THROTTLING_EXCEPTION("ThrottlingException", true),
  TOO_MANY_REQUESTS("TooManyRequests", true),
  ACCESS_DENIED("AccessDenied", false),
  ACCOUNT_PROBLEM("AccountProblem", false),
  ALL_ACCESS_DISABLED("AllAccessDisabled", false),
  AUTHORIZATION_HEADER_MALFORMED("AuthorizationHeaderMalformed", false),
  ENTITY_TOO_LARGE("EntityTooLarge", false),
  INVALID_ACCESS_KEY_ID("InvalidAccessKeyId", false),
  INVALID_ARGUMENT("InvalidArgument", false),
  INVALID_BUCKET_NAME("InvalidBucketName", false),
  INVALID_REQUEST("InvalidRequest", false),
  METHOD_NOT_ALLOWED("MethodNotAllowed", false),
  NO_SUCH_BUCKET("NoSuchBucket", false),
  NO_SUCH_KEY("NoSuchKey", false),
  NOT_IMPLEMENTED("NotImplemented", false),
  PERMANENT_REDIRECT("PermanentRedirect", false),
  QUOTA_EXCEEDED("QuotaExceeded", false),
  REQUEST_TIME_TOO_SKEWED("RequestTimeTooSkewed", false),
  SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", false),
  STORAGE_FULL("XMinioStorageFull", false),
  TEMPORARY_REDIRECT("TemporaryRedirect", false);

  private static final Map<String, ErrorCode> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(ErrorCode::word, Function.identity()));

  private final String word;
  private final boolean passing;

  ErrorCode(String word, boolean passing) {
    this.word = word;
    this.passing = passing;
  }

  /** The code that a store wrote; empty for one that is not known here. */
  static Optional<ErrorCode> of(String word) {
    return Optional.ofNullable(word).map(BY_WORD::get);
  }

  /** As a store writes it. */
  String word() {
    return word;
  }

  /** Whether the same request may succeed later. */
  boolean passing() {
    return passing;
  }
}
