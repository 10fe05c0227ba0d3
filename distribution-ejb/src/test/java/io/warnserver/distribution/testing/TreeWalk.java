package io.warnserver.distribution.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A phone that walks a tree: an index first, then what it names. Everything that is named must be
 * there and be accepted, and no key may come twice.
 */
public final class TreeWalk {

  private static final String KEYS = "version/v1/diagnosis-keys/country";
  private static final String CONFIGURATION = "version/v1/configuration/country";

  private final Map<String, PhonePackage> opened = new HashMap<>();
  private final List<LocalDate> days;

  /**
   * @param days whose hours it asks for
   */
  public TreeWalk(List<LocalDate> days) {
    this.days = List.copyOf(days);
  }

  /**
   * Walks.
   *
   * @return how many packages it found
   */
  public int walk(Function<String, Optional<byte[]>> store) {
    int packages = 0;
    for (String tree : named(store, KEYS)) {
      String dates = KEYS + "/" + tree + "/date";
      assertThat(store.apply(dates)).as(dates).isPresent();
      Map<LocalDate, Set<String>> ofDays = new HashMap<>();
      for (String day : named(store, dates)) {
        Instant start = Instant.parse(day + "T00:00:00Z");
        ofDays.put(
            LocalDate.parse(day), keys(store, dates + "/" + day, tree, start, Duration.ofDays(1)));
        packages++;
      }
      assertNoneIsTwice(tree, ofDays.values().stream().toList());
      packages += walkHours(store, tree, ofDays);
    }
    for (String country : named(store, CONFIGURATION)) {
      for (String path :
          List.of(
              CONFIGURATION + "/" + country + "/app_config",
              "version/v1/app_config_android",
              "version/v1/app_config_ios")) {
        PhonePackage.signedContent(bytes(store, path), TestSigningKeys.one());
      }
    }
    return packages;
  }

  private int walkHours(
      Function<String, Optional<byte[]>> store, String tree, Map<LocalDate, Set<String>> ofDays) {
    List<Set<String>> all = new ArrayList<>();
    for (LocalDate day : days) {
      String hours = KEYS + "/" + tree + "/date/" + day + "/hour";
      TreeSet<String> ofDay = new TreeSet<>();
      for (String hour : named(store, hours)) {
        Instant start =
            Instant.parse(day + "T00:00:00Z").plus(Duration.ofHours(Integer.parseInt(hour)));
        Set<String> keys = keys(store, hours + "/" + hour, tree, start, Duration.ofHours(1));
        all.add(keys);
        ofDay.addAll(keys);
      }
      if (ofDays.containsKey(day)) {
        assertThat(ofDays.get(day)).as("day %s of %s", day, tree).containsAll(ofDay);
      }
    }
    assertNoneIsTwice(tree, all);
    return all.size();
  }

  private Set<String> keys(
      Function<String, Optional<byte[]>> store,
      String path,
      String tree,
      Instant start,
      Duration length) {
    byte[] archive = bytes(store, path);
    PhonePackage content =
        opened.computeIfAbsent(
            path + " " + HexFormat.of().formatHex(archive),
            unknown -> PhonePackage.open(archive, TestSigningKeys.one()));
    assertThat(content.region()).as(path).isEqualTo(tree);
    assertThat(content.start()).as(path).isEqualTo(start);
    assertThat(content.end()).as(path).isEqualTo(start.plus(length));
    return content.keyData();
  }

  private static void assertNoneIsTwice(String tree, List<Set<String>> packages) {
    assertThat(packages.stream().flatMap(Set::stream))
        .as("keys of %s", tree)
        .doesNotHaveDuplicates();
  }

  private static byte[] bytes(Function<String, Optional<byte[]>> store, String path) {
    Optional<byte[]> bytes = store.apply(path);
    assertThat(bytes).as(path).isPresent();
    return bytes.orElseThrow();
  }

  /** What a JSON array of numbers or texts names; nothing where there is none. */
  private static List<String> named(Function<String, Optional<byte[]>> store, String path) {
    Optional<byte[]> index = store.apply(path);
    if (index.isEmpty()) {
      return List.of();
    }
    String json = new String(index.get(), StandardCharsets.US_ASCII);
    assertThat(json).as(path).startsWith("[").endsWith("]");
    return json.length() == 2
        ? List.of()
        : Arrays.stream(json.substring(1, json.length() - 1).split(",", -1))
            .map(name -> name.replace("\"", ""))
            .toList();
  }
}
