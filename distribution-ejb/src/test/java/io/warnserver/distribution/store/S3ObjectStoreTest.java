package io.warnserver.distribution.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3ObjectStoreTest {

  private static final String PATH = "version/v1/diagnosis-keys/country/DE/date/2026-11-09";
  private static final String SLOW_DOWN = "<Error><Code>SlowDown</Code><Message/></Error>";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final S3StandIn server = new S3StandIn();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final S3ObjectStore store = store(server.address(), true, LIMIT);
  private Path archive;

  @BeforeEach
  void writeAnArchive() throws IOException {
    archive = folder.resolve("archive.zip");
    Files.writeString(archive, "the archive", StandardCharsets.US_ASCII);
  }

  @AfterEach
  void stop() {
    server.close();
    timer.shutdownNow();
  }

  @Test
  void archive_isPutWithItsMetadataUnderItsPath() {
    String etag = store.putArchive(PATH, archive, "a1b2");

    assertThat(etag).isEqualTo("\"0123abcd\"");
    S3StandIn.Request request = only();
    assertThat(request.line()).isEqualTo("PUT /warn-test/" + PATH);
    assertThat(request.headers())
        .containsEntry("content-type", "application/zip")
        .containsEntry("cache-control", "public,max-age=300")
        .containsEntry("x-amz-meta-cwa-hash", "a1b2")
        .doesNotContainKey("x-amz-acl");
    assertThat(request.body()).isEqualTo("the archive");
  }

  @Test
  void etag_isThatOfTheObjectAsAppsSeeIt() {
    assertThat(store.etag(PATH)).contains("\"0123abcd\"");
    assertThat(only().line()).isEqualTo("HEAD /warn-test/" + PATH);
  }

  @Test
  void etagOfAnObjectThatIsNotThere_isEmpty() {
    server.answerNext(404, "");

    assertThat(store.etag(PATH)).isEmpty();
  }

  /** Apps compare what they got as the header with what the configuration names. */
  @Test
  void weakEtag_staysAsItIs() {
    server.answerNext(new S3StandIn.Answer(200, "", Map.of("ETag", "W/\"0123abcd\"")));

    assertThat(store.etag(PATH)).contains("W/\"0123abcd\"");
  }

  @Test
  void putWithoutAnEtag_mayHaveBeenAnsweredBySomebodyElse() {
    server.answerNext(new S3StandIn.Answer(200, "<html/>", Map.of()));

    assertThatThrownBy(() -> store.putArchive(PATH, archive, "a1b2"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the answer names no ETag of the object " + PATH)
        .matches(failure -> ((ObjectStoreException) failure).passing());
  }

  @Test
  void objectWithoutAnEtag_isNotTakenForNone() {
    server.answerNext(new S3StandIn.Answer(200, "", Map.of()));

    assertThatThrownBy(() -> store.etag(PATH))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the answer names no ETag of the object " + PATH);
  }

  @Test
  void etagThatIsRefused_isAFailure() {
    server.answerNext(403, "");

    assertThatThrownBy(() -> store.etag(PATH))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining(PATH);
  }

  @Test
  void index_isPutAsJson() {
    store.putIndex("version", "[\"v1\"]".getBytes(StandardCharsets.US_ASCII), "c3d4");

    S3StandIn.Request request = only();
    assertThat(request.line()).isEqualTo("PUT /warn-test/version");
    assertThat(request.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("cache-control", "public,max-age=300")
        .containsEntry("x-amz-meta-cwa-hash", "c3d4");
    assertThat(request.body()).isEqualTo("[\"v1\"]");
  }

  @Test
  void requests_areSignedForTheRegionWithTheAccessKeyAndNeverCarryTheSecret() {
    store.putIndex("version", new byte[] {'x'}, "c3d4");

    assertThat(only().headers().get("authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=the-access-key/")
        .contains("/eu-central-1/s3/aws4_request");
    assertThat(only().toString()).doesNotContain("the-secret-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"th-TH-u-ca-buddhist-nu-thai", "ar-EG-u-nu-arab", "tr-TR", "ja-JP"})
  void requests_areSignedAlikeInEveryLanguage(String language) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      assertThat(store(server.address(), true, LIMIT).putArchive(PATH, archive, "a1b2"))
          .isEqualTo("\"0123abcd\"");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void wrongSecret_isRefusedByTheStandIn() {
    S3ObjectStore other =
        new S3ObjectStore(settings(server.address(), true, "another-secret"), timer, LIMIT);

    assertThatThrownBy(() -> other.putArchive(PATH, archive, "a1b2"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the object " + PATH + " could not be put, status 403 SignatureDoesNotMatch");
  }

  @Test
  void checksumsThatOlderStoresDoNotKnow_areNotSentWithAPut() {
    store.putArchive(PATH, archive, "a1b2");

    assertThat(only().headers().keySet())
        .noneMatch(name -> name.startsWith("x-amz-checksum") || name.equals("x-amz-trailer"));
  }

  @Test
  void busyStore_isAnErrorThatMayPassAndNamesTheObject() {
    server.answerNext(503, SLOW_DOWN);

    assertThatThrownBy(() -> store.putArchive(PATH, archive, "a1b2"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the object " + PATH + " could not be put, status 503 SlowDown")
        .matches(failure -> ((ObjectStoreException) failure).passing());
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void refusedPut_isAnErrorAtOnce() {
    server.answerNext(403, "<Error><Code>AccessDenied</Code><Message/></Error>");

    assertThatThrownBy(() -> store.putIndex("version", new byte[0], "c3d4"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the object version could not be put, status 403 AccessDenied")
        .matches(failure -> !((ObjectStoreException) failure).passing());
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, RequestTimeout, true",
    "409, OperationAborted, true",
    "400, BadDigest, true",
    "503, SlowDown, true",
    "500, InternalError, true",
    "429, TooManyRequests, true",
    "403, RequestTimeTooSkewed, false",
    "403, SignatureDoesNotMatch, false",
    "404, NoSuchBucket, false",
    "301, PermanentRedirect, false",
    "400, AuthorizationHeaderMalformed, false",
    "507, XMinioStorageFull, false"
  })
  void code_saysMoreThanTheStatus(int status, String code, boolean passing) {
    server.answerNext(S3StandIn.Answer.error(status, code));

    assertThatThrownBy(() -> store.putArchive(PATH, archive, "a1b2"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the object " + PATH + " could not be put, status " + status + " " + code)
        .matches(failure -> ((ObjectStoreException) failure).passing() == passing);
  }

  @ParameterizedTest
  @CsvSource({"408, true", "429, true", "500, true", "502, true", "501, false", "418, false"})
  void unknownCode_isNotRepeatedAndTheStatusCounts(int status, boolean passing) {
    server.answerNext(S3StandIn.Answer.error(status, "Anything"));

    assertThatThrownBy(() -> store.putArchive(PATH, archive, "a1b2"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the object " + PATH + " could not be put, status " + status)
        .hasNoCause()
        .matches(failure -> ((ObjectStoreException) failure).passing() == passing);
  }

  @Test
  void storeThatIsNotThere_isAnError() {
    server.close();

    assertThatThrownBy(() -> store.putIndex("version", new byte[0], "c3d4"))
        .isInstanceOf(ObjectStoreException.class)
        .matches(failure -> ((ObjectStoreException) failure).passing());
  }

  @Test
  void smallObject_isReadAndItsAbsenceIsNoError() {
    server.answerNext(200, "the marker");
    assertThat(store.read("marker").orElseThrow())
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("the marker");
    server.answerNext(404, "<Error><Code>NoSuchKey</Code><Message/></Error>");
    assertThat(store.read("marker")).isEmpty();
    server.answerNext(403, "<Error><Code>AccessDenied</Code><Message/></Error>");
    assertThatThrownBy(() -> store.read("marker"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the object marker could not be read, status 403 AccessDenied");
  }

  @Test
  void readFromABucketThatIsNotThere_isAFailure() {
    server.answerNext(S3StandIn.Answer.error(404, "NoSuchBucket"));

    assertThatThrownBy(() -> store.read("marker"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the object marker could not be read, status 404 NoSuchBucket");
  }

  @Test
  void pageOfAProxyThatSaysNotFound_isAFailure() {
    server.answerNext(404, "<html><body>no upstream</body></html>");

    assertThatThrownBy(() -> store.read("marker"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the object marker could not be read, status 404");
  }

  @Test
  void moreThanASmallObject_isReadInPart() {
    server.answerNext(200, "x".repeat(1_000_000));

    assertThat(store.read("marker").orElseThrow()).hasSize(4096);
  }

  @Test
  void answerThatEndsWithItsConnection_isReadToTheEnd() throws IOException {
    try (RawServer raw = RawServer.answering("HTTP/1.1 200 OK\r\nETag: \"1\"\r\n\r\n[1]")) {
      assertThat(store(raw.address(), true, LIMIT).read("marker").orElseThrow())
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("[1]");
    }
  }

  @Test
  void storeThatTakesNoBody_endsTheRequestAtItsLimit() throws IOException {
    Files.write(archive, new byte[16_000_000]);
    try (RawServer raw = RawServer.silent()) {
      S3ObjectStore stuck = store(raw.address(), true, Duration.ofMillis(500));

      assertThatThrownBy(() -> stuck.putArchive(PATH, archive, "a1b2"))
          .isInstanceOf(ObjectStoreException.class)
          .hasMessage("the object " + PATH + " could not be put")
          .matches(failure -> ((ObjectStoreException) failure).passing());
    }
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void listing_namesAllPagesWithTheirEtags() {
    server.answerNext(
        200,
        "<ListBucketResult><IsTruncated>true</IsTruncated>"
            + "<NextContinuationToken>on</NextContinuationToken>"
            + "<Contents><Key>version</Key><ETag>&quot;0123&quot;</ETag></Contents>"
            + "</ListBucketResult>");
    server.answerNext(
        200,
        "<ListBucketResult><IsTruncated>false</IsTruncated>"
            + "<Contents><Key>version/v1</Key><ETag>4567</ETag></Contents>"
            + "<Contents><Key>version/v2</Key></Contents></ListBucketResult>");

    assertThat(store.list("version"))
        .isEqualTo(Map.of("version", "\"0123\"", "version/v1", "4567", "version/v2", ""));

    assertThat(server.requests())
        .extracting(S3StandIn.Request::line)
        .satisfiesExactly(
            first -> assertThat(first).contains("list-type=2", "prefix=version"),
            second -> assertThat(second).contains("continuation-token=on", "prefix=version"));
  }

  @Test
  void listingThatIsRefusedHalfway_isAFailure() {
    server.answerNext(
        200,
        "<ListBucketResult><IsTruncated>true</IsTruncated>"
            + "<NextContinuationToken>on</NextContinuationToken>"
            + "<Contents><Key>version</Key></Contents></ListBucketResult>");
    server.answerNext(S3StandIn.Answer.error(403, "AccessDenied"));

    assertThatThrownBy(() -> store.list("version"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the bucket could not be listed, status 403 AccessDenied")
        .matches(failure -> !((ObjectStoreException) failure).passing());
  }

  @Test
  void objects_areDeletedInOneRequest() {
    store.delete(List.of(PATH, PATH + "/hour/0"));

    S3StandIn.Request request = only();
    assertThat(request.line()).matches("POST /warn-test\\?delete=?");
    assertThat(request.body())
        .contains("<Key>" + PATH + "</Key>")
        .contains("<Key>" + PATH + "/hour/0</Key>");
  }

  @Test
  void delete_carriesTheChecksumThatEveryStoreKnows() throws GeneralSecurityException {
    store.delete(List.of(PATH));

    byte[] md5 =
        MessageDigest.getInstance("MD5")
            .digest(only().body().getBytes(StandardCharsets.ISO_8859_1));
    assertThat(only().headers())
        .containsEntry("content-md5", Base64.getEncoder().encodeToString(md5));
  }

  @Test
  void manyObjects_areDeletedAThousandAtOnce() {
    store.delete(IntStream.range(0, 2001).mapToObj(i -> "object/" + i).toList());

    assertThat(server.requests())
        .extracting(request -> request.body().split("<Key>", -1).length - 1)
        .containsExactly(1000, 1000, 1);
    assertThat(server.requests().get(2).body()).contains("<Key>object/2000</Key>");
  }

  @Test
  void nothingToDelete_asksNothing() {
    store.delete(List.of());

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void objectThatCouldNotBeDeletedWithOthers_isDeletedByItself() {
    server.answerNext(
        200,
        "<DeleteResult><Deleted><Key>other</Key></Deleted><Error><Key>"
            + PATH
            + "</Key><Code>InternalError</Code><Message>no</Message></Error></DeleteResult>");

    store.delete(List.of("other", PATH));

    assertThat(server.requests())
        .extracting(S3StandIn.Request::line)
        .last()
        .isEqualTo("DELETE /warn-test/" + PATH);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void objectThatCannotBeDeleted_isAnErrorThatNamesIt() {
    server.answerNext(200, "<DeleteResult><Deleted><Key>other</Key></Deleted></DeleteResult>");
    server.answerNext(S3StandIn.Answer.error(403, "AccessDenied"));

    assertThatThrownBy(() -> store.delete(List.of("other", PATH)))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the object " + PATH + " could not be deleted, status 403 AccessDenied");
  }

  @Test
  void objectThatWasNotThere_isDeleted() {
    server.answerNext(
        200, "<DeleteResult><Error><Key>one</Key><Code>NoSuchKey</Code></Error></DeleteResult>");

    store.delete(List.of("one"));

    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Error><Code>InternalError</Code><Message/></Error>",
        "<html><body>welcome</body></html>",
        "<DeleteResult/>",
        "gone",
        ""
      })
  void answerThatDoesNotSayWhatIsDeleted_isNotBelieved(String answer) {
    server.answerNext(200, answer);
    server.answerNext(S3StandIn.Answer.error(503, "SlowDown"));

    assertThatThrownBy(() -> store.delete(List.of("one")))
        .isInstanceOf(ObjectStoreException.class)
        .matches(failure -> ((ObjectStoreException) failure).passing());
  }

  @ParameterizedTest
  @CsvSource({"400, InvalidArgument", "405, MethodNotAllowed", "501, NotImplemented", "404, None"})
  void storeWithoutDeletionOfMany_isAskedForEachByItselfFromThenOn(int status, String code) {
    server.answerNext(S3StandIn.Answer.error(status, code));

    store.delete(List.of("one", "other"));
    store.delete(List.of("third"));

    assertThat(server.requests())
        .extracting(request -> request.line().replace("=", ""))
        .containsExactly(
            "POST /warn-test?delete",
            "DELETE /warn-test/one",
            "DELETE /warn-test/other",
            "DELETE /warn-test/third");
  }

  @ParameterizedTest
  @CsvSource({"400, AuthorizationHeaderMalformed", "404, NoSuchBucket", "403, AccessDenied"})
  void deletionOfManyThatIsRefusedForAnotherReason_isTriedTogetherAgain(int status, String code) {
    server.answerNext(S3StandIn.Answer.error(status, code));

    assertThatThrownBy(() -> store.delete(List.of("one", "other")))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("2 objects could not be deleted, status " + status + " " + code)
        .matches(failure -> !((ObjectStoreException) failure).passing());
    store.delete(List.of("one", "other"));

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void deletionThatTimesOut_isTriedTogetherAgain() {
    server.answerNext(S3StandIn.Answer.error(400, "RequestTimeout"));

    assertThatThrownBy(() -> store.delete(List.of("one", "other")))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("2 objects could not be deleted, status 400 RequestTimeout")
        .matches(failure -> ((ObjectStoreException) failure).passing());
    store.delete(List.of("one", "other"));

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void bucketInTheHostName_isNotInThePath() {
    // Every name below localhost is this machine (RFC 6761); the JDK asks the resolver for it.
    S3ObjectStore virtualHost = store(URI.create("http://localhost:1"), false, LIMIT);
    assertThatThrownBy(() -> virtualHost.putIndex("version", new byte[0], "c3d4"))
        .isInstanceOf(ObjectStoreException.class)
        .hasStackTraceContaining("warn-test.localhost");
  }

  @Test
  void refusedDelete_isAnError() {
    server.answerNext(403, "<Error><Code>AccessDenied</Code><Message/></Error>");

    assertThatThrownBy(() -> store.delete(List.of("one", "other")))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("2 objects could not be deleted, status 403 AccessDenied");
  }

  private S3StandIn.Request only() {
    assertThat(server.requests()).hasSize(1);
    return server.requests().get(0);
  }

  private S3ObjectStore store(URI endpoint, boolean pathStyle, Duration limit) {
    return new S3ObjectStore(settings(endpoint, pathStyle, S3StandIn.SECRET_KEY), timer, limit);
  }

  private static StoreSettings settings(URI endpoint, boolean pathStyle, String secretKey) {
    return new StoreSettings(
        endpoint,
        "warn-test",
        "eu-central-1",
        new Secret("the-access-key"),
        new Secret(secretKey),
        pathStyle,
        1,
        Duration.ofMinutes(1));
  }
}
