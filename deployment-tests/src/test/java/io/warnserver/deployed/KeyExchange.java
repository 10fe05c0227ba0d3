package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.RandomKeys;
import io.warnserver.client.Submission;
import io.warnserver.client.SubmissionRequest;
import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.ForeignKeys;
import io.warnserver.local.gateway.Call;
import io.warnserver.local.gateway.Conduct;
import io.warnserver.local.gateway.GatewayStandIn;
import io.warnserver.local.servers.DatabaseRole;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What operators and people do for an exchange of keys between a deployed server and the stand-in
 * gateway.
 *
 * @param server that takes part as DE
 */
record KeyExchange(DeployedServer server) {

  /** The stand-in. */
  GatewayStandIn gateway() {
    return server.surroundings().federation().gateway();
  }

  /** Somebody who agrees hands in keys of ten days; some may be too young to go out now. */
  void submitWithConsent() throws Exception {
    Submission submission =
        new Submission(
            new RandomKeys(server.clock(), MainJobContract.RANDOM).ofPastDays(10),
            "DE",
            List.of("DE", "FR"),
            true);
    UUID tan = UUID.fromString(server.surroundings().verification().freshTan());
    assertThat(server.submit(SubmissionRequest.real(tan, submission, MainJobContract.RANDOM)))
        .isEqualTo(200);
  }

  /** Another country uploads keys. */
  void seed(String country, int keys) {
    HourNumber now = HourNumber.containing(server.clock().instant());
    gateway().seed(country, ForeignKeys.make(country, List.of("DE"), keys, now, keys));
  }

  /** How many of the keys that a country has uploaded the server has, published or not. */
  int storedOf(String country) {
    String uploaded =
        gateway().keyDataOf(country).stream()
            .map(data -> HexFormat.of().formatHex(data.toByteArray()))
            .collect(Collectors.joining(",", "'{", "}'"));
    try {
      return server.count(
          "select count(*) from (select key_data from incoming_key union select key_data from"
              + " known_key) as stored where encode(key_data, 'hex') = any ("
              + uploaded
              + ")",
          DatabaseRole.DISTRIBUTION);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What an operator starts; it must succeed. */
  String run(String path) throws Exception {
    HttpResponse<String> answer = start(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"outcome\":\"completed\"");
    return answer.body();
  }

  private HttpResponse<String> start(String path) throws Exception {
    return server.send(server.toOperations(path).POST(BodyPublishers.noBody()));
  }

  /**
   * The gateway takes a batch, and ends a connection that was kept instead of answering. The REST
   * client of no server may send the batch once more on its own; the next run finds out.
   */
  void loseTheAnswerToAnUpload() throws Exception {
    submitWithConsent();
    run("federation/downloads");
    int calls = gateway().calls(Call.UPLOAD);
    gateway().next(Call.UPLOAD, new Conduct.LosingTheAnswer());

    assertThat(start("federation/uploads").body()).contains("\"reason\":\"no answer: ");
    assertThat(gateway().calls(Call.UPLOAD)).isEqualTo(calls + 1);

    assertThat(run("federation/uploads")).containsPattern("\"batches\":[1-9]");
    assertThat(gateway().keyDataOf("DE")).doesNotHaveDuplicates();
  }

  /** A batch of another country's keys is cut: it is none, not a bad one, and tried again later. */
  void cutABatch() throws Exception {
    run("federation/downloads");
    int before = storedOf("FR");
    seed("FR", 60);
    gateway().next(Call.DOWNLOAD, new Conduct.Normal(), new Conduct.Cut());

    assertThat(run("federation/downloads")).contains("\"keys\":0", "\"failedBatches\":1");
    assertThat(read("federation/downloads/batches")).contains("\"reason\":\"no answer: ");
    assertThat(storedOf("FR")).isEqualTo(before);
  }

  /** What an operator reads. */
  String read(String path) throws Exception {
    return server.send(server.toOperations(path).GET()).body();
  }
}
