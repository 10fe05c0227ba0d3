package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import java.io.Serializable;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What one country has uploaded at once. Its serialised form is that of files.
 *
 * @param country that has
 * @param tag the upload's own, unique over all countries
 * @param time of the upload
 * @param uploader the TLS client certificate
 * @param signer the signing certificate
 * @param signature as it came in the header
 * @param keys in Protocol Buffers, in the order of the upload
 * @param amount of keys
 * @param interleaved whether its keys alternate with those of the upload before it, of the same
 *     country at the very same time
 */
record Upload(
    String country,
    String tag,
    Instant time,
    X509Certificate uploader,
    X509Certificate signer,
    String signature,
    ByteString keys,
    int amount,
    boolean interleaved)
    implements Serializable {

  List<DiagnosisKey> parsed() {
    try {
      return DiagnosisKeyBatch.parseFrom(keys).getKeysList();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  Upload at(Instant newTime) {
    return new Upload(
        country, tag, newTime, uploader, signer, signature, keys, amount, interleaved);
  }
}
