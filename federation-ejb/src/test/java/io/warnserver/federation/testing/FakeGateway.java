package io.warnserver.federation.testing;

import io.warnserver.federation.audit.AuditEntry;
import io.warnserver.federation.gateway.AuditAnswer;
import io.warnserver.federation.gateway.DownloadAnswer;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.gateway.UploadAnswer;
import io.warnserver.federation.signature.BatchSignature;
import io.warnserver.federation.signature.SignedEntries;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.testing.SettableClock;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A gateway in memory that does what the protocol says, until a test tells it to do otherwise. It
 * fails the test where it would store a key twice.
 */
public final class FakeGateway implements Gateway {

  /** What it takes at most. */
  public int maxKeys = 5000;

  /** Keys that it cannot store. */
  public Predicate<DiagnosisKey> fails = key -> false;

  /** Keys for whose sake it refuses a batch. */
  public Predicate<DiagnosisKey> refuses = key -> false;

  /** How long a request takes at most. */
  public Duration longestRequest = Duration.ofSeconds(65);

  /** How uploads are answered instead, one each, after they were done or not. */
  public final Deque<Function<UploadAnswer, UploadAnswer>> uploadAnswers = new ArrayDeque<>();

  /** How uploads are answered instead without being done, one each. */
  public final Deque<UploadAnswer> uploadRefusals = new ArrayDeque<>();

  /** How downloads are answered instead, one each; null: as usual. */
  public final Deque<Optional<DownloadAnswer>> downloadAnswers = new ArrayDeque<>();

  /** Batches that cannot be downloaded, whether they are there or not. */
  public final Set<DownloadTag> broken = new HashSet<>();

  /** Whether no download is answered. */
  public boolean outOfReach;

  /** How questions for audit information are answered instead, one each. */
  public final Deque<Optional<AuditAnswer>> auditAnswers = new ArrayDeque<>();

  /** How long each answer takes, by the clock that it shares with the server. */
  public Duration takes = Duration.ZERO;

  /** What the callbacks are. */
  public final List<Subscription> subscriptions = new ArrayList<>();

  /** What was asked for. */
  public final List<String> requests = new ArrayList<>();

  private final SettableClock clock;
  private final X509Certificate signer;
  private final Set<String> tags = new HashSet<>();
  private final Set<DiagnosisKey> stored = new HashSet<>();
  private final List<Integer> uploads = new ArrayList<>();
  private final NavigableMap<DownloadTag, Offered> offered = new TreeMap<>();
  private Interruptions interruptions = new Interruptions();

  private record Offered(List<DiagnosisKey> keys, List<AuditEntry> entries) {}

  /**
   * @param signer whose signatures it takes
   */
  public FakeGateway(SettableClock clock, X509Certificate signer) {
    this.clock = clock;
    this.signer = signer;
  }

  /** What interrupts its answers. */
  public void interruptedBy(Interruptions by) {
    interruptions = by;
  }

  /** All keys that it has from uploads. */
  public Set<DiagnosisKey> stored() {
    return Set.copyOf(stored);
  }

  /** The sizes of the uploads that it has stored. */
  public List<Integer> uploads() {
    return List.copyOf(uploads);
  }

  /** Somebody used this tag. */
  public void use(String tag) {
    tags.add(tag);
  }

  /** Another country uploaded these before. */
  public void storeAlready(DiagnosisKey key) {
    stored.add(key);
  }

  @Override
  public UploadAnswer upload(String batchTag, List<DiagnosisKey> keys, String signature) {
    interruptions.before("upload");
    clock.advance(takes);
    requests.add("upload " + batchTag);
    UploadAnswer answer =
        uploadRefusals.isEmpty() ? store(batchTag, keys, signature) : uploadRefusals.remove();
    if (!uploadAnswers.isEmpty()) {
      answer = uploadAnswers.remove().apply(answer);
    }
    interruptions.after();
    return answer;
  }

  private UploadAnswer store(String batchTag, List<DiagnosisKey> keys, String signature) {
    if (keys.size() > maxKeys) {
      return new UploadAnswer.TooLarge();
    }
    if (tags.contains(batchTag)) {
      return new UploadAnswer.TagUsed();
    }
    long firstTaken = (clock.instant().getEpochSecond() / 86_400 - 15) * 144;
    if (keys.isEmpty()
        || keys.stream().anyMatch(refuses)
        || !BatchSignature.verifies(signature, SignedEntries.of(keys), signer)
        || keys.stream().anyMatch(key -> key.getRollingStartIntervalNumber() < firstTaken)) {
      return new UploadAnswer.Refused("status 400");
    }
    List<Integer> good = new ArrayList<>();
    List<Integer> known = new ArrayList<>();
    List<Integer> failed = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      List<Integer> list =
          fails.test(keys.get(i)) ? failed : stored.contains(keys.get(i)) ? known : good;
      list.add(i);
    }
    if (good.size() < keys.size()) {
      return new UploadAnswer.Mixed(good, known, failed);
    }
    tags.add(batchTag);
    stored.addAll(keys);
    uploads.add(keys.size());
    return new UploadAnswer.Stored();
  }

  /** Another batch to download. */
  public DownloadTag offer(LocalDate date, List<DiagnosisKey> keys, List<AuditEntry> entries) {
    int number = (int) offered.keySet().stream().filter(tag -> tag.date().equals(date)).count() + 1;
    DownloadTag tag = new DownloadTag(date, number);
    offered.put(tag, new Offered(keys, entries));
    return tag;
  }

  /** Another batch with one upload of a country, today. */
  public DownloadTag offer(TestCountry country, List<DiagnosisKey> keys) {
    return offer(today(), keys, List.of(country.entry(keys, clock.instant())));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private LocalDate oldest() {
    return today().minusDays(2);
  }

  @Override
  public DownloadAnswer download(LocalDate date, Optional<String> batchTag) {
    interruptions.before("download");
    clock.advance(takes);
    requests.add("download " + date + batchTag.map(tag -> " " + tag).orElse(""));
    Optional<DownloadAnswer> instead =
        downloadAnswers.isEmpty() ? Optional.empty() : downloadAnswers.remove();
    DownloadAnswer answer = instead.orElseGet(() -> find(date, batchTag));
    interruptions.after();
    return answer;
  }

  private DownloadAnswer find(LocalDate date, Optional<String> batchTag) {
    if (outOfReach) {
      return new DownloadAnswer.Failed("no answer: ConnectException");
    }
    if (date.isBefore(oldest())) {
      return new DownloadAnswer.Gone();
    }
    Optional<DownloadTag> tag =
        batchTag.isPresent()
            ? batchTag.flatMap(DownloadTag::of).filter(this::isNamed)
            : Optional.ofNullable(offered.ceilingKey(new DownloadTag(date, 1)));
    if (tag.isEmpty() || tag.get().date().isBefore(oldest())) {
      return new DownloadAnswer.NotFound();
    }
    if (date.isAfter(tag.get().date())) {
      return new DownloadAnswer.Failed("status 400");
    }
    if (broken.contains(tag.get())) {
      return new DownloadAnswer.Failed("status 500");
    }
    return new DownloadAnswer.Batch(
        tag.get(),
        Optional.ofNullable(offered.higherKey(tag.get())),
        offered.get(tag.get()).keys());
  }

  private boolean isNamed(DownloadTag tag) {
    return offered.containsKey(tag) || broken.contains(tag);
  }

  @Override
  public AuditAnswer audit(DownloadTag tag) {
    interruptions.before("audit");
    clock.advance(takes);
    requests.add("audit " + tag.date() + " " + tag);
    Optional<AuditAnswer> instead =
        auditAnswers.isEmpty() ? Optional.empty() : auditAnswers.remove();
    AuditAnswer answer =
        instead.orElseGet(
            () ->
                tag.date().isBefore(oldest())
                    ? new AuditAnswer.Unavailable("status 410", true)
                    : Optional.ofNullable(offered.get(tag))
                        .<AuditAnswer>map(batch -> new AuditAnswer.Entries(batch.entries()))
                        .orElse(new AuditAnswer.Unavailable("status 404", false)));
    interruptions.after();
    return answer;
  }

  @Override
  public Duration longestRequest() {
    return longestRequest;
  }

  @Override
  public List<Subscription> callbacks() {
    requests.add("callbacks");
    return List.copyOf(subscriptions);
  }

  @Override
  public void register(Subscription subscription) {
    requests.add("register " + subscription.id());
    subscriptions.removeIf(other -> other.id().equals(subscription.id()));
    subscriptions.add(subscription);
  }
}
