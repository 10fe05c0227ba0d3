package io.warnserver.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.warnserver.federation.testing.Vector;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReaderTest {

  @Test
  void keys_areReadInOrder() throws IOException {
    assertThat(read(batch(List.of(Vector.B, Vector.A, Vector.C))))
        .containsExactly(Vector.B, Vector.A, Vector.C);
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void unknownField_isPassedOver() throws IOException {
    byte[] batch = batch(List.of(Vector.A));
    byte[] more = new byte[batch.length + 2];
    more[0] = 2 << 3;
    more[1] = 1;
    System.arraycopy(batch, 0, more, 2, batch.length);

    assertThat(read(more)).containsExactly(Vector.A);
  }

  @Test
  void tooManyKeys_areRefused() {
    byte[] batch = batch(Collections.nCopies(BatchReader.MAX_KEYS + 1, Vector.A));

    assertThatThrownBy(() -> read(batch)).isInstanceOf(InvalidProtocolBufferException.class);
  }

  /** Two bytes each, and an object each once they are built. */
  @Test
  void keyWithEndlessEmptyCountries_isRefused() {
    DiagnosisKey many =
        Vector.A.toBuilder().addAllVisitedCountries(Collections.nCopies(8_000_000, "")).build();
    DiagnosisKey some =
        Vector.A.toBuilder().addAllVisitedCountries(Collections.nCopies(65, "")).build();
    DiagnosisKey longText = Vector.A.toBuilder().setOrigin("x".repeat(1024)).build();

    for (DiagnosisKey key : List.of(many, some, longText)) {
      byte[] batch = batch(List.of(Vector.A, key));
      assertThatThrownBy(() -> read(batch)).isInstanceOf(InvalidProtocolBufferException.class);
    }
  }

  @Test
  void bodyThatIsNoneOrCut_isRefused() {
    byte[] batch = batch(List.of(Vector.A, Vector.B));

    assertThatThrownBy(() -> read(java.util.Arrays.copyOf(batch, batch.length - 1)))
        .isInstanceOf(InvalidProtocolBufferException.class);
    assertThatThrownBy(() -> read(new byte[] {7, 7, 7}))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  @Test
  void streamThatFailsInTheMiddleOfAKey_isNoBadBatch() {
    byte[] batch = batch(List.of(Vector.A, Vector.B));
    InputStream body =
        new FilterInputStream(new ByteArrayInputStream(batch, 0, batch.length - 1)) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read < 0) {
              throw new SocketException("reset");
            }
            return read;
          }
        };

    assertThatThrownBy(() -> BatchReader.read(body)).isExactlyInstanceOf(SocketException.class);
  }

  private static List<DiagnosisKey> read(byte[] body) throws IOException {
    return BatchReader.read(new ByteArrayInputStream(body));
  }

  private static byte[] batch(List<DiagnosisKey> keys) {
    return DiagnosisKeyBatch.newBuilder().addAllKeys(keys).build().toByteArray();
  }
}
