package io.warnserver.local.gateway;

import static io.warnserver.local.gateway.TestGateway.keysIn;
import static io.warnserver.local.gateway.TestKeys.keys;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rows of the federation gateway protocol, download. */
class DownloadTest {

  private final TestGateway test = new TestGateway();

  @AfterEach
  void end() {
    test.close();
  }

  @Test
  void everythingButOnesOwn_inOrderOfUpload() throws Exception {
    test.gateway.seed("FR", keys("FR", 1, 3));
    test.upload(keys("DE", 10, 2));
    test.gateway.seed("NL", keys("NL", 20, 2));

    HttpResponse<byte[]> answer = test.send("DE", test.download(test.today()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(keysIn(answer)).startsWith(keys("FR", 1, 3).get(0)).hasSize(5);
    assertThat(keysIn(answer)).endsWith(keys("NL", 21, 1).get(0));
    assertThat(header(answer, "batchTag")).contains("20261123-1");
    assertThat(header(answer, "nextBatchTag")).contains("null");
    assertThat(header(answer, "Content-Type")).contains(TestGateway.PROTOBUF);
  }

  @Test
  void onesOwnOnly_empty200() throws Exception {
    test.upload(keys("DE", 1, 2));

    HttpResponse<byte[]> answer = test.send("DE", test.download(test.today()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    HttpResponse<byte[]> json = test.send("DE", accepting(TestGateway.JSON));
    assertThat(new String(json.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
  }

  @Test
  void json_hasTheNamesOfTheTable() throws Exception {
    test.gateway.seed("FR", keys("FR", 1, 1));

    HttpResponse<byte[]> answer = test.send("DE", accepting(TestGateway.JSON));

    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"keys\":[{\"keyData\":\"AAAAAQAAAAAAAAAAAAAAAA==\","
                + "\"rollingStartIntervalNumber\":2991888,\"rollingPeriod\":144,"
                + "\"transmissionRiskLevel\":3,\"visitedCountries\":[\"FR\",\"NL\"],"
                + "\"origin\":\"FR\",\"reportType\":\"CONFIRMED_TEST\","
                + "\"days_since_onset_of_symptoms\":-2}]}");
    assertThat(JsonBatch.parse(ByteString.copyFrom(answer.body())).getKeysList())
        .isEqualTo(keys("FR", 1, 1));
  }

  @Test
  void links_leadThroughAllBatchesAndDays_andTheLastGetsASuccessor() throws Exception {
    LocalDate first = test.today();
    test.gateway.limitBatches(4);
    test.gateway.seed("FR", keys("FR", 1, 3));
    test.gateway.seed("NL", keys("NL", 10, 1));
    test.gateway.seed("FR", keys("FR", 20, 2));
    test.gateway.batchUploads();
    test.clock.advance(Duration.ofDays(1));
    test.gateway.seed("FR", keys("FR", 30, 6));
    test.gateway.batchUploads();

    HttpResponse<byte[]> one = test.send("DE", test.download(first));
    HttpResponse<byte[]> two = next(first, one);
    HttpResponse<byte[]> three = next(first, two);

    assertThat(keysIn(one)).hasSize(4);
    assertThat(header(two, "batchTag")).contains("20261123-2");
    assertThat(header(three, "batchTag")).contains("20261124-1");
    assertThat(keysIn(three)).hasSize(6);
    assertThat(header(three, "nextBatchTag")).contains("null");
    test.gateway.seed("NL", keys("NL", 40, 1));
    HttpResponse<byte[]> again =
        test.send("DE", test.download(first).header("batchTag", "20261124-1"));
    assertThat(header(again, "nextBatchTag")).contains("20261124-2");
  }

  @Test
  void dateAfterTheBatch_400_before_fine() throws Exception {
    LocalDate first = test.today();
    test.gateway.seed("FR", keys("FR", 1, 1));
    test.gateway.batchUploads();
    test.clock.advance(Duration.ofDays(1));

    assertThat(status(tagged(test.today(), "20261123-1"))).isEqualTo(400);
    assertThat(status(tagged(first, "20261123-1"))).isEqualTo(200);
    assertThat(status(tagged(first.minusDays(1), "20261123-1"))).isEqualTo(200);
  }

  @Test
  void dateWithoutBatches_firstLaterOne_404IfThereIsNone() throws Exception {
    LocalDate first = test.today();
    assertThat(status(test.download(first))).isEqualTo(404);
    test.clock.advance(Duration.ofDays(1));
    test.gateway.seed("FR", keys("FR", 1, 1));

    assertThat(header(test.send("DE", test.download(first)), "batchTag")).contains("20261124-1");
    assertThat(status(test.download(test.today().plusDays(1)))).isEqualTo(404);
  }

  @Test
  void tooOld_410_unknownTag_404_malformed_400() throws Exception {
    assertThat(status(test.download(test.today().minusDays(3)))).isEqualTo(410);
    assertThat(status(test.download(test.today().minusDays(2)))).isEqualTo(404);
    assertThat(status(tagged(test.today(), "20261123-9"))).isEqualTo(404);
    for (String date : new String[] {"20261123", "2026-13-01", "2026-02-30", "today"}) {
      assertThat(status(test.to("/download/" + date).header("Accept", TestGateway.PROTOBUF)))
          .isEqualTo(400);
    }
  }

  @Test
  void olderThanTwoDays_isForgotten() throws Exception {
    test.gateway.seed("FR", keys("FR", 1, 1));
    test.gateway.batchUploads();
    test.clock.advance(Duration.ofDays(3));

    assertThat(status(test.download(test.today().minusDays(2)))).isEqualTo(404);
  }

  @Test
  void accept_mustCarryTheVersion() throws Exception {
    test.gateway.seed("FR", keys("FR", 1, 1));

    assertThat(status(test.to("/download/" + test.today()))).isEqualTo(415);
    assertThat(status(accepting("*/*"))).isEqualTo(415);
    assertThat(status(accepting("application/protobuf"))).isEqualTo(415);
    assertThat(status(accepting("application/protobuf; version=\"1.0\""))).isEqualTo(400);
    assertThat(status(accepting("text/html"))).isEqualTo(406);
    assertThat(status(test.download(test.today()).DELETE())).isEqualTo(405);
  }

  @Test
  void interleavedPair_alternates() throws Exception {
    test.gateway.seedInterleaved("FR", keys("FR", 1, 2), keys("FR", 10, 3));

    HttpResponse<byte[]> answer = test.send("DE", test.download(test.today()));

    assertThat(keysIn(answer).stream().map(key -> (int) key.getKeyData().byteAt(3)))
        .containsExactly(1, 10, 2, 11, 12);
  }

  private HttpRequest.Builder accepting(String accept) {
    return test.to("/download/" + test.today()).header("Accept", accept);
  }

  private HttpRequest.Builder tagged(LocalDate date, String tag) {
    return test.download(date).header("batchTag", tag);
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return test.send("DE", request).statusCode();
  }

  private HttpResponse<byte[]> next(LocalDate date, HttpResponse<byte[]> answer) throws Exception {
    return test.send("DE", tagged(date, header(answer, "nextBatchTag").orElseThrow()));
  }

  private static Optional<String> header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name);
  }
}
