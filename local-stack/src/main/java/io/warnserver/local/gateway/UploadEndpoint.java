package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import jakarta.json.Json;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;

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
    request.requireMethod("POST");
    KeyFormat format = KeyFormat.ofContentType(request.header("Content-Type"));
    request.requireJsonAccepted();
    String tag = required(request, "batchTag");
    String signature = required(request, "batchSignature");
    Refusal.when(
        tag.isEmpty() || tag.length() > MAX_TAG, 400, "batchTag must have 1 to 64 characters");
    Refusal.when(request.hasTooLargeBody(), 413, "the body is too large");
    DiagnosisKeyBatch batch = parse(format, request.body());
    List<DiagnosisKey> keys = batch.getKeysList();
    Refusal.when(keys.size() > KeyExchange.MAX_KEYS, 413, "there are more than 5000 keys");
    KeyRules rules = new KeyRules(country, clock.instant());
    keys.forEach(rules::require);
    List<String> entries = SignedEntries.ofAll(keys);
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
            keys.size(),
            false);
    Map<String, List<Integer>> unstored =
        exchange.add(upload, entries, i -> cannotBeStored(keys.get(i), i, conduct));
    return unstored.isEmpty()
        ? Answer.empty(201)
        : Answer.json(207, Json.createObjectBuilder(unstored).build());
  }

  private static DiagnosisKeyBatch parse(KeyFormat format, ByteString body) {
    if (format == KeyFormat.JSON) {
      return JsonBatch.parse(body);
    }
    try {
      DiagnosisKeyBatch batch = DiagnosisKeyBatch.parseFrom(body);
      Refusal.when(batch.getKeysCount() == 0, 400, "there are no keys");
      return batch;
    } catch (InvalidProtocolBufferException e) {
      throw new Refusal(400, "the body cannot be read");
    }
  }

  private static boolean cannotBeStored(DiagnosisKey key, int index, Conduct conduct) {
    return !KeyRules.hasKnownReportType(key)
        || (conduct instanceof Conduct.NotStoring notStoring
            && notStoring.indices().contains(index));
  }

  private static String required(Request request, String header) {
    return request.header(header).orElseThrow(() -> new Refusal(400, header + " is missing"));
  }
}
