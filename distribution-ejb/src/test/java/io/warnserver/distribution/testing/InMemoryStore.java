package io.warnserver.distribution.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.distribution.store.ObjectStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object store in memory. Records what is done in order, and after each step checks what must
 * hold at every moment: each index names only objects that exist, and a package never changes. Can
 * fail at a chosen step.
 */
public final class InMemoryStore implements ObjectStore {

  private static final String COUNTRY = "version/v1/diagnosis-keys/country";
  private static final String CONFIGURATION = "version/v1/configuration/country";
  private static final String MARKER = "ledger-marker";
  private static final Pattern DATES = Pattern.compile(COUNTRY + "/[A-Z]+/date");
  private static final Pattern HOURS = Pattern.compile(COUNTRY + "/[A-Z]+/date/[0-9-]+/hour");
  private static final Pattern ARRAY = Pattern.compile("\\[(.*)]");
  private static final Pattern PACKAGE =
      Pattern.compile(COUNTRY + "/[A-Z]+/date/[0-9-]+(/hour/[0-9]+)?");

  /**
   * An object.
   *
   * @param hex its bytes
   * @param index whether it is JSON, not an archive
   * @param hash its {@code cwa-hash}
   */
  public record StoredObject(String hex, boolean index, String hash) {

    /** Its bytes. */
    public byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }
  }

  private final SortedMap<String, StoredObject> objects = new TreeMap<>();
  private final SortedMap<String, byte[]> everPut = new TreeMap<>();
  private final List<String> steps = new ArrayList<>();
  private Predicate<String> replaceable = path -> false;
  private int failingStep;
  private FailureTime failureTime = FailureTime.BEFORE;
  private Predicate<String> readable = path -> true;
  private Runnable beforeEachStep = () -> {};
  private ObjectStoreException listRefusal;
  private UnaryOperator<String> listedEtag = etag -> etag;

  /** Another store with the same objects. */
  public InMemoryStore copy() {
    InMemoryStore copy = new InMemoryStore();
    copy.objects.putAll(objects);
    copy.everPut.putAll(everPut);
    copy.replaceable = replaceable;
    return copy;
  }

  /** A store with these objects, which are as if they had been put there. */
  public static InMemoryStore holding(SortedMap<String, StoredObject> objects) {
    InMemoryStore store = new InMemoryStore();
    store.objects.putAll(objects);
    objects.forEach(
        (path, object) -> {
          if (PACKAGE.matcher(path).matches()) {
            store.everPut.put(path, object.bytes());
          }
        });
    store.assertIndexesNameOnlyWhatIsThere("all that was done");
    return store;
  }

  /** Packages that may change, because some of their keys are revoked. */
  public void letChange(Predicate<String> packages) {
    replaceable = packages;
  }

  /** All that is there, also what is not for the apps. */
  public SortedMap<String, StoredObject> everything() {
    return new TreeMap<>(objects);
  }

  /** The step, counted from one, at which it fails once. */
  public void failAt(int step, FailureTime time) {
    failingStep = step;
    failureTime = time;
  }

  /** Which paths it says something of; it fails where it is asked for another one. */
  public void letRead(Predicate<String> paths) {
    readable = paths;
  }

  /** How it refuses to list what it has; null: it lists. */
  public void refuseToList(ObjectStoreException refusal) {
    listRefusal = refusal;
  }

  /** What it lists in place of an ETag. */
  public void listEtags(UnaryOperator<String> inPlaceOf) {
    listedEtag = inPlaceOf;
  }

  /** As a write does that ends long after whoever began it has died. */
  public void putLate(String path, StoredObject object) {
    objects.put(path, object);
  }

  /** As somebody does who is not the server. */
  public void lose(String path) {
    objects.remove(path);
  }

  /** What happens at the same time as each step. */
  public void beforeEachStep(Runnable action) {
    beforeEachStep = action;
  }

  /** All that was done: {@code put path} and {@code delete path path}. */
  public List<String> steps() {
    return List.copyOf(steps);
  }

  /** Forgets what was done, not what is there. */
  public void forgetSteps() {
    steps.clear();
  }

  /** What is there for the apps, by path. */
  public SortedMap<String, StoredObject> objects() {
    SortedMap<String, StoredObject> published = new TreeMap<>(objects);
    published.remove(MARKER);
    return published;
  }

  /** The paths of what is there. */
  public Collection<String> paths() {
    return List.copyOf(objects.keySet());
  }

  /** The paths of all key packages that are there. */
  public List<String> packages() {
    return objects.keySet().stream().filter(PACKAGE.asMatchPredicate()).toList();
  }

  /** Every key package that was ever there, by path. */
  public SortedMap<String, byte[]> everPut() {
    return Collections.unmodifiableSortedMap(everPut);
  }

  /** The bytes of an object that must be there. */
  public byte[] bytes(String path) {
    assertThat(objects).containsKey(path);
    return objects.get(path).bytes();
  }

  /** The text of an index that must be there. */
  public String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  /** What an index names; empty where there is none. */
  public List<String> named(String path) {
    if (!objects.containsKey(path)) {
      return List.of();
    }
    Matcher array = ARRAY.matcher(text(path));
    if (!array.matches()) {
      throw new AssertionError(path + " is no JSON array");
    }
    return array.group(1).isEmpty()
        ? List.of()
        : Arrays.stream(array.group(1).split(",", -1)).map(name -> name.replace("\"", "")).toList();
  }

  @Override
  public String putArchive(String path, Path archive, String hash) {
    try {
      byte[] bytes = Files.readAllBytes(archive);
      String hex = HexFormat.of().formatHex(bytes);
      // What is added cannot make an index wrong.
      step("put " + path, () -> objects.put(path, new StoredObject(hex, false, hash)), false);
      if (PACKAGE.matcher(path).matches()) {
        byte[] before = everPut.put(path, bytes);
        assertThat(before == null || Arrays.equals(before, bytes) || replaceable.test(path))
            .as("%s is as it was", path)
            .isTrue();
      }
      return "\"" + hash + "\"";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String putIndex(String path, byte[] json, String hash) {
    String hex = HexFormat.of().formatHex(json);
    step("put " + path, () -> objects.put(path, new StoredObject(hex, true, hash)), true);
    return "\"" + hash + "\"";
  }

  @Override
  public Optional<byte[]> read(String path) {
    requireReadable(path);
    return Optional.ofNullable(objects.get(path)).map(StoredObject::bytes);
  }

  @Override
  public Optional<String> etag(String path) {
    requireReadable(path);
    return Optional.ofNullable(objects.get(path)).map(object -> "\"" + object.hash() + "\"");
  }

  @Override
  public Map<String, String> list(String prefix) {
    if (listRefusal != null) {
      throw listRefusal;
    }
    requireReadable(prefix);
    Map<String, String> etags = new TreeMap<>();
    objects.forEach(
        (path, object) -> {
          if (path.startsWith(prefix)) {
            etags.put(path, listedEtag.apply("\"" + object.hash() + "\""));
          }
        });
    return etags;
  }

  @Override
  public void delete(Collection<String> paths) {
    step("delete " + String.join(" ", paths), () -> objects.keySet().removeAll(paths), true);
  }

  private void requireReadable(String path) {
    if (!readable.test(path)) {
      throw gone();
    }
  }

  private static ObjectStoreException gone() {
    return new ObjectStoreException("the store is gone, as this test wants", null, false);
  }

  private void step(String what, Runnable effect, boolean canMakeAnIndexWrong) {
    beforeEachStep.run();
    steps.add(what);
    boolean fails = steps.size() == failingStep;
    if (!fails || failureTime == FailureTime.AFTER) {
      effect.run();
      if (canMakeAnIndexWrong) {
        assertIndexesNameOnlyWhatIsThere(what);
      }
    }
    if (fails) {
      failingStep = 0;
      throw gone();
    }
  }

  private void assertIndexesNameOnlyWhatIsThere(String after) {
    for (String country : named(COUNTRY)) {
      assertThere(COUNTRY, COUNTRY + "/" + country + "/date", true, after);
    }
    for (String country : named(CONFIGURATION)) {
      assertThere(CONFIGURATION, CONFIGURATION + "/" + country + "/app_config", false, after);
    }
    objects.forEach(
        (path, object) -> {
          if (object.index() && (DATES.matcher(path).matches() || HOURS.matcher(path).matches())) {
            named(path).forEach(name -> assertThere(path, path + "/" + name, false, after));
          }
        });
  }

  private void assertThere(String index, String path, boolean isIndex, String after) {
    StoredObject object = objects.get(path);
    if (object == null || object.index() != isIndex) {
      throw new AssertionError("after '%s', %s names %s".formatted(after, index, path));
    }
  }
}
