package io.warnserver.federation.gateway;

import com.google.protobuf.CodedInputStream;
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

  /** A key with fifty countries has some 250. */
  private static final int MAX_KEY_BYTES = 1024;

  /** More than supported countries can be. */
  private static final int MAX_VISITED = 64;

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

  /** A few bytes can stand for an object each, so that bytes alone do not bound what is built. */
  private static DiagnosisKey key(CodedInputStream in) throws IOException {
    int length = in.readRawVarint32();
    if (length < 0 || length > MAX_KEY_BYTES) {
      throw new InvalidProtocolBufferException("a key is too long");
    }
    DiagnosisKey key = DiagnosisKey.parseFrom(in.readRawBytes(length));
    if (key.getVisitedCountriesCount() > MAX_VISITED) {
      throw new InvalidProtocolBufferException("a key has too many countries");
    }
    return key;
  }
}
