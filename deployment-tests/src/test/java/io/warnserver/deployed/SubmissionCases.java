package io.warnserver.deployed;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.warnserver.protocols.keys.SubmissionPayload;
import io.warnserver.protocols.keys.SubmissionPayload.SubmissionType;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import io.warnserver.protocols.keys.TemporaryExposureKey.ReportType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/** The rows of the table of rules (submission protocol, "Rules"), each as payloads. */
final class SubmissionCases {

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * A payload.
   *
   * @param name which row, and how it is kept or broken
   * @param stored how many keys a real submission of it stores
   */
  record Case(String name, SubmissionPayload payload, int stored) {}

  private final int today;
  private final List<Case> cases = new ArrayList<>();

  private SubmissionCases(Clock clock) {
    today = (int) LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay() * 144;
  }

  /** Those that are refused with 400, real and fake. */
  static List<Case> broken(Clock clock) {
    SubmissionCases all = new SubmissionCases(clock);
    int today = all.today;
    all.refused("17 keys", all.payload(17));
    for (int length : new int[] {0, 15, 17}) {
      all.refused("key data of " + length, all.key().setKeyData(random(length)));
    }
    all.refused("no key data", all.key().clearKeyData());
    all.refused("start not at midnight", all.key().setRollingStartIntervalNumber(today - 143));
    all.refused("start tomorrow", all.key().setRollingStartIntervalNumber(today + 144));
    all.refused("start before the epoch", all.key().setRollingStartIntervalNumber(-144));
    each(p -> all.refused("period " + p, all.key().setRollingPeriod(p)), 0, -1, 145);
    each(l -> all.refused("level " + l, all.key().setTransmissionRiskLevel(l)), 0, -1, 9);
    each(d -> all.refused("days " + d, all.key().setDaysSinceOnsetOfSymptoms(d)), -16, 4001);
    all.refused(
        "neither level nor days",
        all.key().clearTransmissionRiskLevel().clearDaysSinceOnsetOfSymptoms());
    all.refused("RECURSIVE", all.key().setReportType(ReportType.RECURSIVE));
    all.refused("REVOKED", all.key().setReportType(ReportType.REVOKED));
    all.refused("another origin", all.payload(1).setOrigin("FR"));
    all.refused("an origin that is none", all.payload(1).setOrigin("x"));
    all.refused(
        "a visited country that is not supported", all.payload(1).addVisitedCountries("US"));
    all.refused("a visited country that is none", all.payload(1).addVisitedCountries("${7*7}"));
    TemporaryExposureKey.Builder key = all.key();
    all.refused(
        "the same key data with other fields",
        all.payload(0).addKeys(key.clone()).addKeys(key.setRollingPeriod(100)));
    return all.cases;
  }

  /**
   * UUIDs that the verification server never gives out and finds malformed.
   *
   * @param tan one that it has given out
   */
  static List<String> tansThatCannotBe(String tan) {
    return List.of(
        tan.toUpperCase(Locale.ROOT),
        tan.substring(0, 14) + "1" + tan.substring(15),
        tan.substring(0, 19) + "7" + tan.substring(20),
        "00000000-0000-0000-0000-000000000000");
  }

  /** Those that are taken, real and fake. */
  static List<Case> kept(Clock clock) {
    SubmissionCases all = new SubmissionCases(clock);
    int today = all.today;
    all.taken("16 keys", all.payload(16), 16);
    all.taken(
        "one key of tomorrow",
        all.payload(1).addKeys(all.key().setRollingStartIntervalNumber(today + 144)),
        1);
    all.taken("start today", all.key().setRollingStartIntervalNumber(today));
    each(p -> all.taken("period " + p, all.key().setRollingPeriod(p)), 1, 144);
    all.taken("no period", all.key().clearRollingPeriod());
    each(l -> all.taken("level " + l, all.key().setTransmissionRiskLevel(l)), 1, 8);
    each(d -> all.taken("days " + d, all.key().setDaysSinceOnsetOfSymptoms(d)), -15, 4000);
    all.taken("level alone", all.key().clearDaysSinceOnsetOfSymptoms());
    all.taken("days alone", all.key().clearTransmissionRiskLevel());
    for (ReportType type :
        List.of(
            ReportType.UNKNOWN,
            ReportType.CONFIRMED_TEST,
            ReportType.CONFIRMED_CLINICAL_DIAGNOSIS,
            ReportType.SELF_REPORT)) {
      all.taken(type.name(), all.key().setReportType(type));
    }
    all.taken("several keys of one day", all.payload(0).addKeys(all.key()).addKeys(all.key()), 2);
    TemporaryExposureKey.Builder key = all.key();
    all.taken("the same key twice", all.payload(0).addKeys(key.clone()).addKeys(key), 1);
    all.taken("the own country as origin", all.payload(1).setOrigin("DE"), 1);
    all.taken("an empty origin", all.payload(1).setOrigin(""), 1);
    all.taken(
        "all supported countries",
        all.payload(1).addVisitedCountries("FR").addVisitedCountries("NL"),
        1);
    all.taken(
        "a key that is too old",
        all.payload(1).addKeys(all.key().setRollingStartIntervalNumber(today - 16 * 144)),
        1);
    all.taken(
        "only keys that are too old",
        all.payload(0).addKeys(all.key().setRollingStartIntervalNumber(today - 16 * 144)),
        0);
    all.taken(
        "a rapid test",
        all.payload(1).setSubmissionType(SubmissionType.SUBMISSION_TYPE_RAPID_TEST),
        1);
    all.taken("unknown fields", all.payload(1).setUnknownFields(unknown(6, 8, 99)), 1);
    all.taken(
        "an unknown submission type",
        all.payload(1)
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(7, UnknownFieldSet.Field.newBuilder().addVarint(42).build())
                    .build()),
        1);
    all.taken(
        "an unknown report type",
        all.key()
            .clearReportType()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(5, UnknownFieldSet.Field.newBuilder().addVarint(42).build())
                    .build()));
    return all.cases;
  }

  /** Bodies that are no message. */
  static List<byte[]> garbage() {
    return List.of(
        new byte[] {1, 1, 1, 1, 1},
        new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff},
        new byte[] {0x0a, 0x7f, 0x00});
  }

  private static void each(IntConsumer what, int... values) {
    for (int value : values) {
      what.accept(value);
    }
  }

  private void refused(String name, TemporaryExposureKey.Builder key) {
    refused(name, payload(0).addKeys(key));
  }

  private void refused(String name, SubmissionPayload.Builder payload) {
    cases.add(new Case(name, payload.build(), 0));
  }

  private void taken(String name, TemporaryExposureKey.Builder key) {
    taken(name, payload(0).addKeys(key), 1);
  }

  private void taken(String name, SubmissionPayload.Builder payload, int stored) {
    cases.add(new Case(name, payload.build(), stored));
  }

  private TemporaryExposureKey.Builder key() {
    return TemporaryExposureKey.newBuilder()
        .setKeyData(random(16))
        .setRollingStartIntervalNumber(today - 144)
        .setRollingPeriod(144)
        .setTransmissionRiskLevel(5)
        .setDaysSinceOnsetOfSymptoms(1);
  }

  private SubmissionPayload.Builder payload(int keys) {
    SubmissionPayload.Builder payload = SubmissionPayload.newBuilder();
    for (int i = 0; i < keys; i++) {
      payload.addKeys(key());
    }
    return payload;
  }

  private static UnknownFieldSet unknown(int... fields) {
    UnknownFieldSet.Builder set = UnknownFieldSet.newBuilder();
    for (int field : fields) {
      set.addField(
          field,
          UnknownFieldSet.Field.newBuilder()
              .addLengthDelimited(ByteString.copyFromUtf8("check-in"))
              .build());
    }
    return set.build();
  }

  private static ByteString random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}
