package io.warnserver.local.gateway;

import static io.warnserver.local.gateway.TestKeys.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.warnserver.testing.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches outlive the gateway's process. */
class RestartTest {

  @TempDir Path folder;

  @Test
  void batches_areThereAgain_tagsUsed_keysKnown_numbersGoOn() throws Exception {
    byte[] before;
    try (TestGateway first = new TestGateway(folder)) {
      first.gateway.seed("FR", keys("FR", 1, 3));
      first.gateway.seedInterleaved("NL", keys("NL", 10, 2), keys("NL", 20, 2));
      first.send("DE", first.upload("tag", keys("DE", 30, 2)));
      first.gateway.batchUploads();
      before = first.send("DE", first.download(first.today())).body();
    }
    try (TestGateway second = new TestGateway(folder)) {
      assertThat(second.send("DE", second.download(second.today())).body()).isEqualTo(before);
      assertThat(second.gateway.uploadsOf("DE")).containsExactly(keys("DE", 30, 2));
      assertThat(second.send("DE", second.upload("tag", keys("DE", 40, 1))).statusCode())
          .isEqualTo(409);
      assertThat(second.upload(keys("DE", 31, 1)).statusCode()).isEqualTo(207);
      second.gateway.seed("FR", keys("FR", 50, 1));
      assertThat(second.gateway.batchUploads()).containsExactly("20261123-2");
    }
  }

  @Test
  void oldBatches_areDeletedFromTheFolder() throws Exception {
    try (TestGateway test = new TestGateway(folder)) {
      test.gateway.seed("FR", keys("FR", 1, 3));
      test.gateway.batchUploads();
      assertThat(folder.resolve("20261123-1")).exists();

      test.clock.advance(Duration.ofDays(3));
      test.gateway.batchUploads();

      assertThat(folder.resolve("20261123-1")).doesNotExist();
    }
  }

  @Test
  void brokenFile_stopsTheStart() throws Exception {
    Files.writeString(folder.resolve("20261123-1"), "broken");

    assertThatThrownBy(() -> new TestGateway(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unusable");
  }

  @Test
  void usedTag_cannotBePutAgain() {
    KeyExchange exchange =
        new KeyExchange(new SettableClock(Instant.parse("2026-11-23T10:00:00Z")), Optional.empty());
    Upload upload =
        new Upload(
            "FR",
            "tag",
            Instant.EPOCH,
            TestGateway.tls(),
            TestGateway.tls(),
            "",
            ByteString.EMPTY,
            1,
            false);
    exchange.put(upload, List.of());

    assertThatThrownBy(() -> exchange.put(upload, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(exchange.add(upload("other", upload), List.of(), i -> false)).isEmpty();
    assertThat(exchange.uploadsOf("FR")).hasSize(1);
  }

  private static Upload upload(String tag, Upload like) {
    return new Upload(
        like.country(),
        tag,
        like.time(),
        like.uploader(),
        like.signer(),
        like.signature(),
        like.keys(),
        0,
        false);
  }
}
