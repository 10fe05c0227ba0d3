package io.warnserver.operations;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.revocation.RevocationOrder;
import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.KeyData;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An order to revoke as an operator writes it: {@code tree}, {@code date} and perhaps {@code hour}
 * name a package, {@code keys} is {@code "all"} or a list of key data in hexadecimal or Base64.
 */
final class RevocationBody {

  /** Room for as many keys as an order may name. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final Set<String> MEMBERS = Set.of("tree", "date", "hour", "keys");
  private static final String ALL = "all";
  private static final Pattern DATE = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d");
  private static final int HEX_LENGTH = 2 * KeyData.LENGTH;

  private RevocationBody() {}

  /** What is wrong with an order; never with a value from it. */
  static final class MalformedException extends Exception {

    MalformedException(String message) {
      super(message);
    }
  }

  /**
   * Reads it.
   *
   * @throws MalformedException if it is not an order
   */
  static RevocationOrder parse(InputStream in) throws IOException, MalformedException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    require(bytes.length <= MAX_BYTES, "the body is larger than " + MAX_BYTES + " bytes");
    JsonObject order = object(bytes);
    require(
        MEMBERS.containsAll(order.keySet()),
        "members are tree, date, hour and keys, and no others");
    JsonValue keys = order.get("keys");
    Optional<PackageWindow> window = window(order);
    if (keys instanceof JsonString all && all.getString().equals(ALL)) {
      return RevocationOrder.ofAll(
          window.orElseThrow(
              () -> new MalformedException("keys: all are meant only where a package is named")));
    }
    require(keys instanceof JsonArray, "keys: must be \"all\" or a list of key data");
    Set<KeyData> listed = keys(keys);
    return window.isPresent()
        ? RevocationOrder.of(window.get(), listed)
        : RevocationOrder.of(listed);
  }

  private static JsonObject object(byte[] bytes) throws MalformedException {
    try (JsonParser parser = Json.createParser(new ByteArrayInputStream(bytes))) {
      parser.next();
      JsonObject object = parser.getObject();
      if (!parser.hasNext()) {
        return object;
      }
    } catch (JsonException | IllegalStateException | NoSuchElementException e) {
      // Not what it says: that could repeat what it has read.
    }
    throw new MalformedException("the body is not a JSON object");
  }

  private static Optional<PackageWindow> window(JsonObject order) throws MalformedException {
    if (!order.containsKey("tree") && !order.containsKey("date") && !order.containsKey("hour")) {
      return Optional.empty();
    }
    String tree = text(order, "tree");
    require(
        tree.equals(PackageWindow.EUR) || Country.CODE.matcher(tree).matches(),
        "tree: must be two capital letters, or EUR");
    HourNumber day = HourNumber.startOf(date(text(order, "date")));
    return Optional.of(
        order.containsKey("hour")
            ? PackageWindow.ofHour(tree, day.plus(hour(order.get("hour"))))
            : PackageWindow.ofDay(tree, day));
  }

  private static String text(JsonObject order, String name) throws MalformedException {
    if (order.get(name) instanceof JsonString text) {
      return text.getString();
    }
    throw new MalformedException(name + ": must be text");
  }

  private static LocalDate date(String text) throws MalformedException {
    try {
      if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw new MalformedException("date: must be a day such as 2026-11-09");
  }

  private static int hour(JsonValue value) throws MalformedException {
    if (value instanceof JsonNumber number && number.isIntegral()) {
      long hour = number.longValue();
      if (hour >= 0 && hour < HourNumber.PER_DAY) {
        return (int) hour;
      }
    }
    throw new MalformedException("hour: must be a whole number from 0 to 23");
  }

  private static Set<KeyData> keys(JsonValue list) throws MalformedException {
    Set<KeyData> keys = new TreeSet<>();
    int position = 0;
    for (JsonValue value : list.asJsonArray()) {
      if (!(value instanceof JsonString text)) {
        throw new MalformedException("keys[" + position + "]: must be text");
      }
      keys.add(key(text.getString(), position));
      position++;
    }
    require(
        !keys.isEmpty() && keys.size() <= RevocationOrder.MAX_KEYS,
        "keys: must be 1 to " + RevocationOrder.MAX_KEYS);
    return keys;
  }

  private static KeyData key(String text, int position) throws MalformedException {
    try {
      return KeyData.of(
          text.length() == HEX_LENGTH
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new MalformedException(
          "keys[" + position + "]: must be 16 bytes in hexadecimal or Base64");
    }
  }

  private static void require(boolean fine, String otherwise) throws MalformedException {
    if (!fine) {
      throw new MalformedException(otherwise);
    }
  }
}
