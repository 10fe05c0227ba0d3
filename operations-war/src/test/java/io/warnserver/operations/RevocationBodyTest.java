package io.warnserver.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.revocation.RevocationOrder;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.KeyData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationBodyTest {

  private static final String HEX = "00112233445566778899aabbccddeeff";
  private static final KeyData KEY = KeyData.of(HexFormat.of().parseHex(HEX));
  private static final String BASE64 = Base64.getEncoder().encodeToString(KEY.toBytes());
  private static final HourNumber DAY = HourNumber.startOf(LocalDate.parse("2026-11-09"));

  @Test
  void hourPackage_withAllKeys() throws Exception {
    RevocationOrder order = parse("{'tree':'DE','date':'2026-11-09','hour':5,'keys':'all'}");

    assertThat(order.window()).contains(PackageWindow.ofHour("DE", DAY.plus(5)));
    assertThat(order.isWholePackage()).isTrue();
  }

  @Test
  void dayPackage_withSomeKeysInHexadecimalAndBase64() throws Exception {
    String other = "ff" + HEX.substring(2);
    RevocationOrder order =
        parse(
            "{'tree':'EUR','date':'2026-11-09','keys':['"
                + other
                + "','"
                + BASE64
                + "','"
                + HEX
                + "']}");

    assertThat(order.window()).contains(PackageWindow.ofDay("EUR", DAY));
    assertThat(order.keys()).containsExactly(KEY, KeyData.of(HexFormat.of().parseHex(other)));
  }

  @Test
  void keysAlone_nameNoPackage() throws Exception {
    RevocationOrder order = parse("{'keys':['" + HEX.toUpperCase(java.util.Locale.ROOT) + "']}");

    assertThat(order.window()).isEmpty();
    assertThat(order.keys()).containsExactly(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "{",
        "{'keys':'all',}",
        "{'keys':'all'}{'keys':'all'}",
        "{'keys':'all'} end"
      })
  void whatIsNoObject_isRefused(String body) {
    assertRefused(body, "the body is not a JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'keys':'all'}|keys: all are meant only where a package is named",
        "{'tree':'DE','date':'2026-11-09'}|keys: must be \"all\" or a list of key data",
        "{'tree':'DE','date':'2026-11-09','keys':'ALL'}|keys: must be \"all\" or a list of key data",
        "{'tree':'DE','date':'2026-11-09','keys':null}|keys: must be \"all\" or a list of key data",
        "{'tree':'DE','date':'2026-11-09','keys':[]}|keys: must be 1 to 10000",
        "{'tree':'DE','date':'2026-11-09','keys':[7]}|keys[0]: must be text",
        "{'date':'2026-11-09','keys':'all'}|tree: must be text",
        "{'tree':7,'date':'2026-11-09','keys':'all'}|tree: must be text",
        "{'tree':'de','date':'2026-11-09','keys':'all'}|tree: must be two capital letters, or EUR",
        "{'tree':'DE','hour':5,'keys':'all'}|date: must be text",
        "{'tree':'DE','date':'2026-02-29','keys':'all'}|date: must be a day such as 2026-11-09",
        "{'tree':'DE','date':'9.11.2026','keys':'all'}|date: must be a day such as 2026-11-09",
        "{'tree':'DE','date':'1926-11-09','keys':'all'}|date: must be a day such as 2026-11-09",
        "{'tree':'DE','date':'2026-11-09','hour':24,'keys':'all'}|hour: must be a whole number from 0 to 23",
        "{'tree':'DE','date':'2026-11-09','hour':-1,'keys':'all'}|hour: must be a whole number from 0 to 23",
        "{'tree':'DE','date':'2026-11-09','hour':1.5,'keys':'all'}|hour: must be a whole number from 0 to 23",
        "{'tree':'DE','date':'2026-11-09','hour':'5','keys':'all'}|hour: must be a whole number from 0 to 23",
        "{'tree':'DE','day':'2026-11-09','keys':'all'}|members are tree, date, hour and keys, and no others"
      })
  void whatIsNoOrder_isRefused(String body, String reason) {
    assertRefused(body, reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "00112233445566778899aabbccddeexx", "AAAA", "#"})
  void whatIsNoKey_isRefusedByItsPlaceAndNotRepeated(String key) {
    assertRefused(
        "{'keys':['" + HEX + "','" + key + "']}",
        "keys[1]: must be 16 bytes in hexadecimal or Base64");
  }

  @Test
  void tooManyKeys_areRefused() {
    String keys =
        IntStream.rangeClosed(0, RevocationOrder.MAX_KEYS)
            .mapToObj(i -> "'%032x'".formatted(i))
            .collect(Collectors.joining(","));

    assertRefused("{'keys':[" + keys + "]}", "keys: must be 1 to 10000");
  }

  @Test
  void bodyAboveTheLimit_isRefused() {
    assertRefused(
        "{'keys':'" + "x".repeat(RevocationBody.MAX_BYTES) + "'}",
        "the body is larger than 1048576 bytes");
  }

  private static void assertRefused(String body, String reason) {
    assertThatThrownBy(() -> parse(body))
        .isInstanceOf(RevocationBody.MalformedException.class)
        .hasMessage(reason);
  }

  private static RevocationOrder parse(String body)
      throws IOException, RevocationBody.MalformedException {
    return RevocationBody.parse(
        new ByteArrayInputStream(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }
}
