package io.warnserver.distribution.archive;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.keys.TEKSignature;
import io.warnserver.protocols.keys.TEKSignatureList;
import io.warnserver.signing.SigningKey;
import io.warnserver.signing.SigningKeys;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.Signature;
import java.security.SignatureException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Has every key sign what is written. */
final class SigningOutput extends FilterOutputStream {

  private final Map<SigningKey, Signature> signatures = new LinkedHashMap<>();

  /**
   * @param keys sign, in their order
   */
  SigningOutput(OutputStream out, SigningKeys keys) {
    super(out);
    keys.all().forEach(key -> signatures.put(key, key.signing()));
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    try {
      for (Signature signature : signatures.values()) {
        signature.update(bytes, offset, length);
      }
    } catch (SignatureException e) {
      throw new IllegalStateException("a key that has begun to sign goes on", e);
    }
  }

  /** Of all that was written (key export format, {@code TEKSignatureList}); to be called once. */
  TEKSignatureList signatures() {
    TEKSignatureList.Builder list = TEKSignatureList.newBuilder();
    signatures.forEach(
        (key, signature) ->
            list.addSignatures(
                TEKSignature.newBuilder()
                    .setSignatureInfo(key.info())
                    .setBatchNum(1)
                    .setBatchSize(1)
                    .setSignature(ByteString.copyFrom(signed(signature)))));
    return list.build();
  }

  private static byte[] signed(Signature signature) {
    try {
      return signature.sign();
    } catch (SignatureException e) {
      throw new IllegalStateException("a key that has begun to sign ends", e);
    }
  }
}
