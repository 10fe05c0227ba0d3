package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Federation gateway protocol, download. */
final class DownloadEndpoint implements Endpoint {

  private static final String PATH = Call.ROOT + "/download/";
  private static final String NO_MORE = "null";

  private final KeyExchange exchange;

  DownloadEndpoint(KeyExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public Answer answer(
      Request request, String country, X509Certificate certificate, Conduct conduct) {
    Refusal.when(!request.path().startsWith(PATH), 404, "there is nothing here");
    request.requireMethod("GET");
    KeyFormat format = KeyFormat.ofAccept(request.header("Accept"));
    LocalDate date = date(request.path().substring(PATH.length()));
    requireYoung(date, exchange);
    Batch batch = find(date, request.header("batchTag"));
    ByteString keys = batch.without(country);
    return new Answer(
        200,
        format.mediaType(),
        Map.of(
            "batchTag", batch.tag(),
            "nextBatchTag", exchange.next(batch).map(Batch::tag).orElse(NO_MORE)),
        format == KeyFormat.JSON ? json(keys) : keys);
  }

  private Batch find(LocalDate date, Optional<String> tag) {
    if (tag.isEmpty()) {
      return exchange
          .firstSince(date)
          .orElseThrow(() -> new Refusal(404, "there is no batch of this or a later date"));
    }
    Batch batch =
        exchange.find(tag.get()).orElseThrow(() -> new Refusal(404, "the batchTag is unknown"));
    Refusal.when(date.isAfter(batch.date()), 400, "the date is after the batch's");
    return batch;
  }

  private static ByteString json(ByteString keys) {
    try {
      return JsonBatch.write(DiagnosisKeyBatch.parseFrom(keys));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws Refusal with 400
   */
  static LocalDate date(String text) {
    try {
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // Answered as every other bad date.
    }
    throw new Refusal(400, "the date is malformed");
  }

  /**
   * @throws Refusal with 410
   */
  static void requireYoung(LocalDate date, KeyExchange exchange) {
    Refusal.when(
        date.isBefore(exchange.today().minusDays(KeyExchange.DAYS)), 410, "the date is too old");
  }
}
