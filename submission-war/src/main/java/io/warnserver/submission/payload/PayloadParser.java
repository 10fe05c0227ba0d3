package io.warnserver.submission.payload;

import com.google.protobuf.InvalidProtocolBufferException;
import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.keys.ReportType;
import io.warnserver.keys.rules.KeyRule;
import io.warnserver.keys.rules.SentKey;
import io.warnserver.parts.Part;
import io.warnserver.protocols.keys.SubmissionPayload;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import io.warnserver.submission.base.Outcome;
import io.warnserver.submission.base.RefusedException;
import io.warnserver.submission.base.SubmissionSettings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * From a body's bytes to a submission that needs no further check (submission API, "Rules"). The
 * first rule that is broken ends it; a fake request keeps those for what it carries, but none
 * demands keys of it.
 */
@Part
public final class PayloadParser {

  private static final Set<ReportType> REPORT_TYPES =
      EnumSet.of(
          ReportType.CONFIRMED_TEST,
          ReportType.CONFIRMED_CLINICAL_DIAGNOSIS,
          ReportType.SELF_REPORT);

  private final SubmissionSettings settings;

  @Inject
  public PayloadParser(SubmissionSettings settings) {
    this.settings = settings;
  }

  /**
   * Parses and checks.
   *
   * @param fake whether the app said that this is a fake request
   * @throws RefusedException with the name of the first rule that is broken
   */
  public Submission parse(byte[] body, boolean fake, Instant now) throws RefusedException {
    SubmissionPayload payload = parse(body);
    List<SentKey> sent = payload.getKeysList().stream().map(PayloadParser::sentKey).toList();
    IntervalNumber present = IntervalNumber.containing(now);
    check(payload, sent, fake, present);
    IntervalNumber oldest =
        IntervalNumber.containing(now.minus(Duration.ofDays(settings.retentionDays())));
    List<DiagnosisKey> keys =
        withoutDoubles(sent).stream()
            .filter(key -> key.expiry().compareTo(oldest) > 0)
            .filter(key -> key.rollingStart().compareTo(present) <= 0)
            .toList();
    return new Submission(
        keys,
        settings.countries().own(),
        visited(payload),
        payload.getConsentToFederation(),
        HourNumber.containing(now),
        SubmittedContent.of(sent, visited(payload), payload.getConsentToFederation()));
  }

  private static SubmissionPayload parse(byte[] body) throws RefusedException {
    try {
      return SubmissionPayload.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new RefusedException("Parsable", Outcome.REFUSED);
    }
  }

  private void check(
      SubmissionPayload payload, List<SentKey> keys, boolean fake, IntervalNumber present)
      throws RefusedException {
    require("KeyCount", keys.size() <= settings.maxKeys() && (fake || !keys.isEmpty()));
    for (KeyRule rule : keyRules(present.plus(IntervalNumber.PER_DAY))) {
      require(rule.ruleName(), keys.stream().allMatch(rule::isKeptBy));
    }
    // Not one of several: around midnight a phone's clock may be ahead.
    KeyRule begun = new KeyRule.RollingStartNotInFuture(present);
    require(begun.ruleName(), keys.isEmpty() || keys.stream().anyMatch(begun::isKeptBy));
    Predicate<String> isOwn = settings.countries().own().code()::equals;
    require("OriginIsOwnCountry", payload.getOrigin().isEmpty() || isOwn.test(payload.getOrigin()));
    require(
        "VisitedCountriesSupported",
        payload.getVisitedCountriesList().stream().allMatch(settings.countries()::contains));
  }

  private List<KeyRule> keyRules(IntervalNumber tomorrow) {
    return List.of(
        new KeyRule.KeyDataLength(),
        new KeyRule.RollingStartAtMidnight(),
        new KeyRule.RollingStartNotInFuture(tomorrow),
        new KeyRule.RollingPeriodInRange(settings.maxRollingPeriod()),
        new KeyRule.TransmissionRiskLevelInRange(),
        new KeyRule.DaysSinceOnsetInRange(),
        new KeyRule.RiskLevelOrDaysSinceOnset(),
        new KeyRule.ReportTypeAccepted(REPORT_TYPES));
  }

  private static void require(String rule, boolean kept) throws RefusedException {
    if (!kept) {
      throw new RefusedException(rule, Outcome.REFUSED);
    }
  }

  private static SentKey sentKey(TemporaryExposureKey key) {
    return new SentKey(
        key.getKeyData().toByteArray(),
        key.getRollingStartIntervalNumber(),
        key.getRollingPeriod(),
        key.hasTransmissionRiskLevel()
            ? OptionalInt.of(key.getTransmissionRiskLevel())
            : OptionalInt.empty(),
        key.hasDaysSinceOnsetOfSymptoms()
            ? OptionalInt.of(key.getDaysSinceOnsetOfSymptoms())
            : OptionalInt.empty(),
        reportType(key).number());
  }

  private static ReportType reportType(TemporaryExposureKey key) {
    return key.getReportType() == TemporaryExposureKey.ReportType.UNKNOWN
        ? ReportType.CONFIRMED_TEST
        : ReportType.of(key.getReportType().getNumber()).orElseThrow();
  }

  /** The same key data twice is one key if all fields are equal, the derived ones included. */
  private Collection<DiagnosisKey> withoutDoubles(List<SentKey> sent) throws RefusedException {
    Map<KeyData, DiagnosisKey> keys = new LinkedHashMap<>();
    for (SentKey one : sent) {
      DiagnosisKey key = complete(one);
      DiagnosisKey before = keys.putIfAbsent(key.keyData(), key);
      require("SameKeyDataSameFields", before == null || before.equals(key));
    }
    return keys.values();
  }

  private DiagnosisKey complete(SentKey key) {
    OptionalInt level = key.transmissionRiskLevel();
    OptionalInt days = key.daysSinceOnsetOfSymptoms();
    return new DiagnosisKey(
        KeyData.of(key.keyData()),
        new IntervalNumber(key.rollingStart()),
        key.rollingPeriod(),
        level.orElseGet(() -> settings.derivation().riskLevelOf(days.getAsInt())),
        days.orElseGet(() -> settings.derivation().daysOf(level.getAsInt())),
        ReportType.of(key.reportType()).orElseThrow());
  }

  private SortedSet<Country> visited(SubmissionPayload payload) {
    SortedSet<Country> visited = new TreeSet<>();
    payload.getVisitedCountriesList().forEach(code -> visited.add(new Country(code)));
    visited.add(settings.countries().own());
    return visited;
  }
}
