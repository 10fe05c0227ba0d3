package io.warnserver.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDataTest {

  @ParameterizedTest
  @CsvSource({
    "00000000000000000000000000000000, 00000000000000000000000000000001",
    "7f000000000000000000000000000000, 80000000000000000000000000000000",
    "00ffffffffffffffffffffffffffffff, 01000000000000000000000000000000",
    "0000000000000000000000000000007f, 000000000000000000000000000000ff",
    "fe000000000000000000000000000000, ff000000000000000000000000000000"
  })
  void order_isByUnsignedBytes(String smaller, String larger) {
    assertThat(keyData(smaller)).isLessThan(keyData(larger));
    assertThat(keyData(larger)).isGreaterThan(keyData(smaller));
    assertThat(keyData(larger)).isEqualByComparingTo(keyData(larger));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 17, 32})
  void anotherLength_isRefused(int length) {
    assertThatThrownBy(() -> KeyData.of(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("key data must be 16 bytes");
  }

  @Test
  void givenAndTakenBytes_areCopies() {
    byte[] given = new byte[16];
    KeyData keyData = KeyData.of(given);

    given[0] = 1;
    keyData.toBytes()[1] = 1;

    assertThat(keyData.toBytes()).containsOnly(0);
  }

  @Test
  void sameBytes_areEqual() {
    KeyData one = keyData("00112233445566778899aabbccddeeff");

    assertThat(one)
        .isEqualTo(keyData("00112233445566778899aabbccddeeff"))
        .hasSameHashCodeAs(keyData("00112233445566778899aabbccddeeff"))
        .isNotEqualTo(keyData("00112233445566778899aabbccddeefe"))
        .isNotEqualTo("00112233445566778899aabbccddeeff");
  }

  @Test
  void randomKeyData_isAllFromTheSource() {
    byte[] expected = new byte[16];
    new Random(7).nextBytes(expected);

    assertThat(KeyData.random(new Random(7)).toBytes()).isEqualTo(expected);
  }

  @Test
  void randomKeyData_isTheNext16BytesOfTheSource() {
    byte[] expected = new byte[32];
    new Random(7).nextBytes(expected);
    Random source = new Random(7);

    assertThat(KeyData.random(source).toBytes()).isEqualTo(Arrays.copyOf(expected, 16));
    assertThat(KeyData.random(source).toBytes()).isEqualTo(Arrays.copyOfRange(expected, 16, 32));
  }

  @Test
  void printing_showsNothing() {
    assertThat(keyData("00112233445566778899aabbccddeeff")).hasToString("KeyData[********]");
  }

  private static KeyData keyData(String hex) {
    return KeyData.of(HexFormat.of().parseHex(hex));
  }
}
