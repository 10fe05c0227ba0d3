package io.warnserver.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The indexes of the published tree, parsed from outside data into types that can be put into a
 * path (key packages, "Paths"). Every method throws {@link IllegalArgumentException} with a short
 * sentence for an index that is none.
 */
final class IndexFile {
  /** More bytes than any index needs. */
  static final int MAX_BYTES = 16 * 1024;

  private static final int MAX_ELEMENTS = 300;
  private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}|EUR");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final JsonFactory JSON = new JsonFactory();

  private IndexFile() {}

  static List<String> versions(byte[] index) {
    return elements(index, element -> matching(element, VERSION, "a version"));
  }

  static List<String> countries(byte[] index) {
    return elements(index, element -> matching(element, COUNTRY, "a country or EUR"));
  }

  static List<LocalDate> dates(byte[] index) {
    return elements(
        index,
        element -> {
          try {
            return LocalDate.parse(matching(element, DATE, "a date"));
          } catch (DateTimeException e) {
            throw new IllegalArgumentException("an element is not a date", e);
          }
        });
  }

  static List<Integer> hours(byte[] index) {
    return elements(
        index,
        element -> {
          if (element instanceof Integer hour && hour >= 0 && hour <= 23) {
            return hour;
          }
          throw new IllegalArgumentException("an element is not an hour from 0 to 23");
        });
  }

  private static String matching(Object element, Pattern pattern, String what) {
    if (element instanceof String text && pattern.matcher(text).matches()) {
      return text;
    }
    throw new IllegalArgumentException("an element is not " + what);
  }

  private static <T> List<T> elements(byte[] index, Function<Object, T> parse) {
    List<T> elements = new ArrayList<>();
    try (JsonParser json = JSON.createParser(index)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw new IllegalArgumentException("the index is not a JSON array");
      }
      for (JsonToken token = json.nextToken();
          token != JsonToken.END_ARRAY;
          token = json.nextToken()) {
        T element = parse.apply(scalar(json, token));
        if (elements.contains(element)) {
          throw new IllegalArgumentException("an element is there twice");
        }
        elements.add(element);
        if (elements.size() > MAX_ELEMENTS) {
          throw new IllegalArgumentException("there are more than " + MAX_ELEMENTS + " elements");
        }
      }
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("there is something after the array");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the index is not JSON", e);
    }
    return List.copyOf(elements);
  }

  private static Object scalar(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return json.getIntValue();
    }
    throw new IllegalArgumentException("an element is neither text nor an integer");
  }
}
