package io.warnserver.local.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Federation gateway protocol, upload. */
final class UploadEndpoint implements Endpoint {

  private static final int MAX_TAG = 64;

  private final KeyExchange exchange;
  private final CountryRegister register;
  private final Clock clock;

  UploadEndpoint(KeyExchange exchange, CountryRegister register, Clock clock) {
    this.exchange = exchange;
    this.register = register;
    this.clock = clock;
  }

  @Override
  public Answer answer(
      Request request, String country, X509Certificate certificate, Conduct conduct) {
    Endpoint.requireMethod(request, "POST");
    KeyFormat format = KeyFormat.ofContentType(request.header("Content-Type"));
    Endpoint.requireJsonAccepted(request.header("Accept"));
    String tag = required(request, "batchTag");
    String signature = required(request, "batchSignature");
    if (tag.isEmpty() || tag.length() > MAX_TAG) {
      throw new Refusal(400, "batchTag must have 1 to 64 characters");
    }
    if (request.hasTooLargeBody()) {
      throw new Refusal(413, "the body is too large");
    }
    DiagnosisKeyBatch batch = parse(format, request.body());
    if (batch.getKeysCount() > KeyExchange.MAX_KEYS) {
      throw new Refusal(413, "there are more than 5000 keys");
    }
    KeyRules rules = new KeyRules(country, clock.instant());
    batch.getKeysList().forEach(rules::require);
    List<String> entries = SignedEntries.ofAll(batch.getKeysList());
    X509Certificate signer = BatchSignature.verify(SignedEntries.signed(entries), signature);
    register.requireSigner(country, signer);
    Upload upload =
        new Upload(
            country,
            tag,
            clock.instant(),
            certificate,
            signer,
            signature,
            batch.toByteString(),
            batch.getKeysCount(),
            false);
    return exchange
        .add(upload, entries, unstored(batch.getKeysList(), conduct))
        .map(UploadEndpoint::partial)
        .orElseGet(() -> Answer.empty(201));
  }

  private static DiagnosisKeyBatch parse(KeyFormat format, ByteString body) {
    if (format == KeyFormat.JSON) {
      return JsonBatch.parse(body.toByteArray());
    }
    try {
      DiagnosisKeyBatch batch = DiagnosisKeyBatch.parseFrom(body);
      if (batch.getKeysCount() == 0) {
        throw new Refusal(400, "there are no keys");
      }
      return batch;
    } catch (InvalidProtocolBufferException e) {
      throw new Refusal(400, "the body cannot be read");
    }
  }

  private static Set<Integer> unstored(List<DiagnosisKey> keys, Conduct conduct) {
    Set<Integer> indices = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      if (!KeyRules.hasKnownReportType(keys.get(i))) {
        indices.add(i);
      }
    }
    if (conduct instanceof Conduct.NotStoring notStoring) {
      indices.addAll(notStoring.indices());
    }
    return indices;
  }

  private static Answer partial(KeyExchange.PartialResult result) {
    return Answer.json(
        207,
        JsonText.write(
            json -> {
              json.writeStartObject();
              indices(json, "500", result.failed());
              indices(json, "201", result.fine());
              indices(json, "409", result.duplicates());
              json.writeEndObject();
            }));
  }

  private static void indices(JsonGenerator json, String status, Set<Integer> indices)
      throws IOException {
    json.writeArrayFieldStart(status);
    for (int index : indices) {
      json.writeNumber(index);
    }
    json.writeEndArray();
  }

  private static String required(Request request, String header) {
    Optional<String> value = request.header(header);
    return value.orElseThrow(() -> new Refusal(400, header + " is missing"));
  }
}
