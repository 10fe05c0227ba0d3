package io.warnserver.distribution.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.signing.SigningKey;
import io.warnserver.signing.SigningKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A key package as a phone reads it: every reason to refuse it is an assertion that fails (key
 * packages, "The package"). Uses nothing that writes packages.
 *
 * @param region a country, or EUR
 * @param start included
 * @param end excluded
 * @param keys in their order
 */
public record PhonePackage(String region, Instant start, Instant end, List<Key> keys) {

  /** What a key in a package says. */
  public record Key(
      String data, int riskLevel, int rollingStart, int rollingPeriod, int reportType, int days) {}

  /** The bytes before the message. */
  public static final String HEADER = "EK Export v1    ";

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

  /** Reads and checks a package. */
  public static PhonePackage open(byte[] archive, SigningKeys expected) {
    byte[] export = signedContent(archive, expected);
    assertThat(new String(export, 0, 16, StandardCharsets.US_ASCII)).isEqualTo(HEADER);
    WireMessage message = WireMessage.of(Arrays.copyOfRange(export, 16, export.length));
    assertThat(message.numbers()).isSubsetOf(1, 2, 3, 4, 5, 6, 7);
    assertThat(message.number(4)).isEqualTo(1);
    assertThat(message.number(5)).isEqualTo(1);
    assertInfos(message.messages(6), expected);
    List<Key> keys = message.messages(7).stream().map(PhonePackage::key).toList();
    // Hex of equal length sorts as unsigned bytes do.
    assertThat(keys).extracting(Key::data).isSorted().doesNotHaveDuplicates();
    return new PhonePackage(
        message.text(3),
        Instant.ofEpochSecond(message.number(1)),
        Instant.ofEpochSecond(message.number(2)),
        keys);
  }

  /** The content of an archive, whose signatures are right. */
  public static byte[] signedContent(byte[] archive, SigningKeys expected) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      byte[] export = entry(zip, "export.bin");
      byte[] signatures = entry(zip, "export.sig");
      assertThat(zip.getNextEntry()).as("a third entry").isNull();
      assertSignatures(export, WireMessage.of(signatures), expected);
      return export;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The data of the keys. */
  public Set<String> keyData() {
    TreeSet<String> data = new TreeSet<>();
    keys.forEach(key -> data.add(key.data()));
    return data;
  }

  private static byte[] entry(ZipInputStream zip, String name) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    assertThat(entry).as(name).isNotNull();
    assertThat(entry.getName()).isEqualTo(name);
    return zip.readAllBytes();
  }

  private static void assertSignatures(byte[] export, WireMessage list, SigningKeys expected)
      throws GeneralSecurityException {
    assertThat(list.numbers()).containsExactly(1);
    List<WireMessage> signatures = list.messages(1);
    assertThat(signatures).hasSameSizeAs(expected.all());
    for (int i = 0; i < signatures.size(); i++) {
      WireMessage signature = signatures.get(i);
      SigningKey key = expected.all().get(i);
      assertInfos(signature.messages(1), new SigningKeys(List.of(key)));
      assertThat(signature.number(2)).isEqualTo(1);
      assertThat(signature.number(3)).isEqualTo(1);
      Signature ecdsa = Signature.getInstance("SHA256withECDSA");
      ecdsa.initVerify(key.certificate().getPublicKey());
      ecdsa.update(export);
      assertThat(ecdsa.verify(signature.data(4))).as("signature of " + key.name()).isTrue();
    }
  }

  private static void assertInfos(List<WireMessage> infos, SigningKeys expected) {
    assertThat(infos).hasSameSizeAs(expected.all());
    for (int i = 0; i < infos.size(); i++) {
      WireMessage info = infos.get(i);
      String version = expected.all().get(i).name().equals("current") ? "v1" : "v2";
      assertThat(List.of(info.text(1), info.text(2), info.text(3), info.text(4), info.text(5)))
          .containsExactly(
              "org.example.warn", "org.example.warn.android", version, "262", ECDSA_WITH_SHA256);
    }
  }

  private static Key key(WireMessage key) {
    return new Key(
        HexFormat.of().formatHex(key.data(1)),
        (int) key.number(2),
        (int) key.number(3),
        (int) key.number(4),
        (int) key.number(5),
        (int) key.zigzag(6));
  }
}
