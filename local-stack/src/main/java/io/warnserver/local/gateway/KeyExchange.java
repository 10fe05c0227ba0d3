package io.warnserver.local.gateway;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.commons.codec.digest.DigestUtils;

/** The uploads that the gateway has, and the batches that it has made of them. */
final class KeyExchange {

  /** In one upload, and in one batch that whole uploads are merged to. */
  static final int MAX_KEYS = 5000;

  /** How many days before today can be asked for; older ones are deleted. */
  static final int DAYS = 2;

  private static final int STEP_MILLIS = 10;
  private static final String FAILED = "500";
  private static final String FINE = "201";
  private static final String DUPLICATE = "409";

  private final Clock clock;
  private final Optional<BatchFiles> files;
  private final Map<String, EntrySet> byTag = new HashMap<>();
  private final List<Upload> waiting = new ArrayList<>();
  private final List<Batch> batches = new ArrayList<>();
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
    for (Upload upload : batch.uploads()) {
      List<String> entries = SignedEntries.ofAll(upload.parsed());
      byTag.put(upload.tag(), new EntrySet(upload.country(), entries));
      last = upload.time();
    }
  }

  /**
   * Stores an upload, unless one of its keys is there already or shall not be stored.
   *
   * @param keyEntries all signed fields of each key
   * @param unstored whether the key of an index cannot be stored
   * @return where nothing was stored, what would have become of each key: indices in upload order,
   *     by status (federation gateway protocol, upload, 207); else empty
   * @throws Refusal with 409 where the tag was used
   */
  synchronized Map<String, List<Integer>> add(
      Upload upload, List<String> keyEntries, IntPredicate unstored) {
    Refusal.when(byTag.containsKey(upload.tag()), 409, "this batchTag was used already");
    Map<String, List<Integer>> result = new LinkedHashMap<>();
    List.of(FAILED, FINE, DUPLICATE).forEach(status -> result.put(status, new ArrayList<>()));
    Set<String> own = new HashSet<>();
    // The origin is signed, too: a country's keys are not those of another one.
    List<EntrySet> before =
        byTag.values().stream().filter(set -> set.country.equals(upload.country())).toList();
    for (int i = 0; i < keyEntries.size(); i++) {
      String entry = keyEntries.get(i);
      long hash = EntrySet.hash(entry);
      boolean known = before.stream().anyMatch(set -> set.contains(hash));
      String status = unstored.test(i) ? FAILED : known || !own.add(entry) ? DUPLICATE : FINE;
      result.get(status).add(i);
    }
    if (result.get(FINE).size() < keyEntries.size()) {
      return result;
    }
    if (!keyEntries.isEmpty()) {
      put(upload, keyEntries);
    }
    return Map.of();
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
    byTag.put(timed.tag(), new EntrySet(timed.country(), keyEntries));
    waiting.add(timed);
  }

  /** Makes batches of what is waiting, and forgets what is too old. */
  synchronized List<Batch> batchUploads() {
    LocalDate today = today();
    int number = (int) batches.stream().filter(batch -> batch.date().equals(today)).count();
    List<Batch> made = new ArrayList<>();
    while (!waiting.isEmpty()) {
      List<Upload> next = waiting.subList(0, endOfBatch());
      made.add(new Batch(today, ++number, List.copyOf(next)));
      next.clear();
    }
    batches.addAll(made);
    files.ifPresent(kept -> made.forEach(kept::save));
    forgetBefore(today.minusDays(DAYS));
    return made;
  }

  /** Whole uploads up to the limit; one alone can have more, and a pair stays together. */
  private int endOfBatch() {
    int end = 0;
    int keys = 0;
    do {
      keys += waiting.get(end).amount();
      end++;
    } while (end < waiting.size()
        && (waiting.get(end).interleaved() || keys + waiting.get(end).amount() <= batchLimit));
    return end;
  }

  private void forgetBefore(LocalDate first) {
    for (Batch batch : batches) {
      if (batch.date().isBefore(first)) {
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
   * Which keys an upload of a country had, by all their signed fields; 8 bytes a key, so that two
   * days of all countries find room.
   */
  private static final class EntrySet {

    private final String country;
    private final long[] hashes;

    EntrySet(String country, List<String> entries) {
      this.country = country;
      hashes = entries.stream().mapToLong(EntrySet::hash).sorted().toArray();
    }

    boolean contains(long hash) {
      return Arrays.binarySearch(hashes, hash) >= 0;
    }

    /** The beginning of SHA-256. */
    static long hash(String entry) {
      return ByteBuffer.wrap(DigestUtils.sha256(entry)).getLong();
    }
  }
}
