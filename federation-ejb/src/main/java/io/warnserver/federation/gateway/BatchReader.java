package io.warnserver.federation.gateway;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the keys of a batch while it arrives; never more than a batch may be. */
final class BatchReader {

  /** Four times what the gateway merges into a batch. */
  static final int MAX_KEYS = 20_000;

  private static final int MAX_BYTES = 16 << 20;
  private static final int BUFFER_BYTES = 32 << 10;
  private static final int KEY =
      DiagnosisKeyBatch.KEYS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private BatchReader() {}

  /**
   * The keys, in order; none for an empty body.
   *
   * @throws InvalidProtocolBufferException for a body that is no batch, or too large
   */
  static List<DiagnosisKey> read(InputStream body) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(body, BUFFER_BYTES);
    in.setSizeLimit(MAX_BYTES);
    List<DiagnosisKey> keys = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag != KEY) {
        if (!in.skipField(tag)) {
          throw new InvalidProtocolBufferException("not a batch");
        }
      } else if (keys.size() == MAX_KEYS) {
        throw new InvalidProtocolBufferException("too many keys");
      } else {
        keys.add(key(in));
      }
    }
    return keys;
  }

  /** Protobuf wraps what the stream throws in the middle of a key: that is no bad batch. */
  private static DiagnosisKey key(CodedInputStream in) throws IOException {
    try {
      return in.readMessage(DiagnosisKey.parser(), ExtensionRegistryLite.getEmptyRegistry());
    } catch (InvalidProtocolBufferException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
