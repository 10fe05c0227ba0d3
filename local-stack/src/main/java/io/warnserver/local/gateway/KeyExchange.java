package io.warnserver.local.gateway;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The uploads that the gateway has, and the batches that it has made of them. */
final class KeyExchange {

  /** In one upload, and in one batch that whole uploads are merged to. */
  static final int MAX_KEYS = 5000;

  /** How many days before today can be asked for; older ones are deleted. */
  static final int DAYS = 2;

  private static final int STEP_MILLIS = 10;

  private final Clock clock;
  private final Optional<BatchFiles> files;
  private final Map<String, Upload> byTag = new HashMap<>();
  private final Map<String, EntrySet> entries = new HashMap<>();
  private final List<Upload> waiting = new ArrayList<>();
  private final List<Batch> batches = new ArrayList<>();
  private final Map<LocalDate, Integer> numbers = new HashMap<>();
  private Instant last = Instant.EPOCH;
  private int batchLimit = MAX_KEYS;

  /**
   * @param files where batches are kept over restarts; empty to keep them in memory only
   */
  KeyExchange(Clock clock, Optional<BatchFiles> files) {
    this.clock = clock;
    this.files = files;
    files.map(BatchFiles::read).orElse(List.of()).forEach(this::restore);
  }

  private void restore(Batch batch) {
    batches.add(batch);
    numbers.merge(batch.date(), batch.number(), Math::max);
    for (Upload upload : batch.uploads()) {
      byTag.put(upload.tag(), upload);
      entries.put(upload.tag(), EntrySet.of(SignedEntries.ofAll(upload.parsed())));
      last = upload.time();
    }
  }

  /**
   * Stores an upload, unless one of its keys is there already or shall not be stored.
   *
   * @param keyEntries all signed fields of each key
   * @param unstored indices of keys that cannot be stored
   * @return where nothing was stored, what would have become of each key
   * @throws Refusal with 409 where the tag was used
   */
  synchronized Optional<PartialResult> add(
      Upload upload, List<String> keyEntries, Set<Integer> unstored) {
    if (byTag.containsKey(upload.tag())) {
      throw new Refusal(409, "this batchTag was used already");
    }
    PartialResult result = new PartialResult(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    Set<String> own = new HashSet<>();
    List<EntrySet> before = entriesOf(upload.country());
    for (int i = 0; i < keyEntries.size(); i++) {
      String entry = keyEntries.get(i);
      long hash = EntrySet.hash(entry);
      boolean known = before.stream().anyMatch(set -> set.contains(hash));
      if (unstored.contains(i)) {
        result.failed().add(i);
      } else if (known || !own.add(entry)) {
        result.duplicates().add(i);
      } else {
        result.fine().add(i);
      }
    }
    if (result.fine().size() < keyEntries.size()) {
      return Optional.of(result);
    }
    if (!keyEntries.isEmpty()) {
      put(upload, keyEntries);
    }
    return Optional.empty();
  }

  /** The origin is signed, too: a country's keys are not those of another one. */
  private List<EntrySet> entriesOf(String country) {
    return byTag.values().stream()
        .filter(upload -> upload.country().equals(country))
        .map(upload -> entries.get(upload.tag()))
        .toList();
  }

  /** Stores an upload whatever is in it. */
  synchronized void put(Upload upload, List<String> keyEntries) {
    if (byTag.containsKey(upload.tag())) {
      throw new IllegalArgumentException("this batchTag was used already");
    }
    if (!upload.interleaved()) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      last = now.isAfter(last) ? now : last.plusMillis(STEP_MILLIS);
    }
    Upload timed = upload.at(last);
    byTag.put(timed.tag(), timed);
    entries.put(timed.tag(), EntrySet.of(keyEntries));
    waiting.add(timed);
  }

  /** Makes batches of what is waiting, and forgets what is too old. */
  synchronized List<Batch> batchUploads() {
    LocalDate today = today();
    List<Batch> made = new ArrayList<>();
    int next = 0;
    while (next < waiting.size()) {
      int end = endOfBatch(next);
      int number = numbers.merge(today, 1, Integer::sum);
      made.add(new Batch(today, number, List.copyOf(waiting.subList(next, end))));
      next = end;
    }
    waiting.clear();
    batches.addAll(made);
    files.ifPresent(kept -> made.forEach(kept::save));
    forgetBefore(today.minusDays(DAYS));
    return made;
  }

  /** Whole uploads up to the limit; one alone can have more, and a pair stays together. */
  private int endOfBatch(int start) {
    int end = start;
    int keys = 0;
    do {
      keys += waiting.get(end).amount();
      end++;
      while (end < waiting.size() && waiting.get(end).interleaved()) {
        keys += waiting.get(end).amount();
        end++;
      }
    } while (end < waiting.size() && keys + waiting.get(end).amount() <= batchLimit);
    return end;
  }

  private void forgetBefore(LocalDate first) {
    for (Batch batch : batches) {
      if (batch.date().isBefore(first)) {
        batch.uploads().forEach(upload -> entries.remove(upload.tag()));
        batch.uploads().forEach(upload -> byTag.remove(upload.tag()));
        files.ifPresent(kept -> kept.delete(batch));
      }
    }
    batches.removeIf(batch -> batch.date().isBefore(first));
  }

  /** The first batch of a day or of a later one. */
  synchronized Optional<Batch> firstSince(LocalDate date) {
    return batches.stream().filter(batch -> !batch.date().isBefore(date)).findFirst();
  }

  synchronized Optional<Batch> find(String tag) {
    return batches.stream().filter(batch -> batch.tag().equals(tag)).findFirst();
  }

  /** The one after it, of the same day or a later one. */
  synchronized Optional<Batch> next(Batch batch) {
    int next = batches.indexOf(batch) + 1;
    return next < batches.size() ? Optional.of(batches.get(next)) : Optional.empty();
  }

  /** What a country has uploaded, in order. */
  synchronized List<Upload> uploadsOf(String country) {
    List<Upload> all = new ArrayList<>();
    batches.forEach(batch -> all.addAll(batch.uploads()));
    all.addAll(waiting);
    all.removeIf(upload -> !upload.country().equals(country));
    return all;
  }

  synchronized void limitBatches(int keys) {
    batchLimit = keys;
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /**
   * Indices in upload order, where nothing was stored (federation gateway protocol, upload, 207).
   *
   * @param failed under "500"
   * @param fine under "201"
   * @param duplicates under "409"
   */
  record PartialResult(Set<Integer> failed, Set<Integer> fine, Set<Integer> duplicates) {}
}
