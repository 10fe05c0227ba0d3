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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreTest {

  private static final String PATH = "version/v1/diagnosis-keys/country/DE/date/2026-11-09";
  private static final String SLOW_DOWN = "<Error><Code>SlowDown</Code><Message/></Error>";

  @TempDir private Path folder;
  private final S3StandIn server = new S3StandIn();
  private final S3ObjectStore store = new S3ObjectStore(settings(server.address(), true));
  private Path archive;

  @BeforeEach
  void writeAnArchive() throws IOException {
    archive = folder.resolve("archive.zip");
    Files.writeString(archive, "the archive", StandardCharsets.US_ASCII);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void archive_isPutWithItsMetadataUnderItsPath() {
    String etag = store.putArchive(PATH, archive, "a1b2");

    assertThat(etag).isEqualTo("0123abcd");
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
  void etag_isThatOfTheObjectWithoutQuotationMarks() {
    assertThat(store.etag(PATH)).contains("0123abcd");
    assertThat(only().line()).isEqualTo("HEAD /warn-test/" + PATH);
  }

  @Test
  void etagOfAnObjectThatIsNotThere_isEmpty() {
    server.answerNext(404, "");

    assertThat(store.etag(PATH)).isEmpty();
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
        .hasMessage("the object " + PATH + " could not be put, status 503")
        .matches(failure -> ((ObjectStoreException) failure).passing());
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void refusedPut_isAnErrorAtOnce() {
    server.answerNext(403, "<Error><Code>AccessDenied</Code><Message/></Error>");

    assertThatThrownBy(() -> store.putIndex("version", new byte[0], "c3d4"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the object version could not be put, status 403")
        .matches(failure -> !((ObjectStoreException) failure).passing());
    assertThat(server.requests()).hasSize(1);
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
        .hasMessage("the object marker could not be read, status 403");
  }

  @Test
  void objects_areDeletedInOneRequest() {
    store.delete(List.of(PATH, PATH + "/hour/0"));

    S3StandIn.Request request = only();
    assertThat(request.line()).matches("POST /warn-test\\?delete=?");
    assertThat(request.body())
        .contains("<Key>" + PATH + "</Key>")
        .contains("<Key>" + PATH + "/hour/0</Key>")
        .contains("<Quiet>true</Quiet>");
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
  void objectThatCouldNotBeDeleted_isAnErrorThatNamesIt() {
    server.answerNext(
        200,
        "<DeleteResult><Error><Key>"
            + PATH
            + "</Key><Code>InternalError</Code><Message>no</Message></Error></DeleteResult>");

    assertThatThrownBy(() -> store.delete(List.of("other", PATH)))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("1 objects could not be deleted, the first is " + PATH);
  }

  @Test
  void answerThatIsNoXml_isAnError() {
    server.answerNext(200, "gone");

    assertThatThrownBy(() -> store.delete(List.of("one")))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("the answer to a deletion was not understood");
  }

  @Test
  void bucketInTheHostName_isNotInThePath() {
    // Every name below localhost is this machine (RFC 6761); the JDK asks the resolver for it.
    S3ObjectStore virtualHost =
        new S3ObjectStore(settings(URI.create("http://localhost:1"), false));
    assertThatThrownBy(() -> virtualHost.putIndex("version", new byte[0], "c3d4"))
        .isInstanceOf(ObjectStoreException.class)
        .hasStackTraceContaining("warn-test.localhost");
  }

  @Test
  void refusedDelete_isAnError() {
    server.answerNext(403, "<Error><Code>AccessDenied</Code><Message/></Error>");

    assertThatThrownBy(() -> store.delete(List.of("one", "other")))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("2 objects could not be deleted, status 403");
  }

  private S3StandIn.Request only() {
    assertThat(server.requests()).hasSize(1);
    return server.requests().get(0);
  }

  private static StoreSettings settings(URI endpoint, boolean pathStyle) {
    return new StoreSettings(
        endpoint,
        "warn-test",
        "eu-central-1",
        new Secret("the-access-key"),
        new Secret("the-secret-key"),
        pathStyle,
        1,
        Duration.ofMinutes(1));
  }
}
