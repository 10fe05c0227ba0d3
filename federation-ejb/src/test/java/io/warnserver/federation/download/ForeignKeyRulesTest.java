package io.warnserver.federation.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.warnserver.federation.testing.TestCountry;
import io.warnserver.keys.Country;
import io.warnserver.keys.store.FederatedKey;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignKeyRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:48:46Z");
  private static final int NOW_INTERVAL = (int) (NOW.getEpochSecond() / 600);

  private final TestCountry france = new TestCountry("FR");
  private final ForeignKeyRules rules = new ForeignKeyRules(DownloadFixture.policy(Set.of()), NOW);

  @Test
  void goodKey_keepsAll() {
    assertThat(broken(key -> key)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17})
  void keyDataOfAnotherLength_isRefused(int length) {
    assertThat(broken(key -> key.setKeyData(ByteString.copyFrom(new byte[length]))))
        .contains("KeyDataLength");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 145, -1, Integer.MAX_VALUE})
  void rollingPeriodOutOfRange_isRefused(int period) {
    assertThat(broken(key -> key.setRollingPeriod(period))).contains("RollingPeriodInRange");
  }

  @Test
  void rollingStart_mayBeAnyThatHasCome() {
    assertThat(broken(key -> key.setRollingStartIntervalNumber(NOW_INTERVAL))).isEmpty();
    assertThat(broken(key -> key.setRollingStartIntervalNumber(NOW_INTERVAL + 1)))
        .contains("RollingStartNotInFuture");
    assertThat(broken(key -> key.setRollingStartIntervalNumber(-1)))
        .contains("RollingStartNotInFuture");
  }

  @Test
  void keyThatExpiredBeforeRetention_isRefused() {
    int firstKept = NOW_INTERVAL - 14 * 144;
    assertThat(broken(key -> key.setRollingStartIntervalNumber(firstKept + 1).setRollingPeriod(1)))
        .isEmpty();
    assertThat(broken(key -> key.setRollingStartIntervalNumber(firstKept - 1).setRollingPeriod(1)))
        .contains("WithinRetention");
    assertThat(broken(key -> key.setRollingStartIntervalNumber(0))).contains("WithinRetention");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 5, 6, -1})
  void reportTypeThatIsNotAccepted_isRefused(int type) {
    assertThat(broken(key -> key.setReportTypeValue(type))).contains("ReportTypeAccepted");
  }

  @ParameterizedTest
  @ValueSource(ints = {-16, 4001, Integer.MIN_VALUE})
  void daysSinceOnsetOutOfRange_isRefused(int days) {
    assertThat(broken(key -> key.setDaysSinceOnsetOfSymptoms(days)))
        .contains("DaysSinceOnsetInRange");
  }

  @ParameterizedTest
  @ValueSource(strings = {"IT", "it", "", "FRA", "F%"})
  void originThatIsNotSupported_isRefused(String origin) {
    assertThat(broken(key -> key.setOrigin(origin))).contains("OriginSupported");
  }

  @Test
  void ownOrigin_isRefused() {
    assertThat(broken(key -> key.setOrigin("DE"))).contains("OriginNotOwn");
  }

  @Test
  void firstRuleThatIsBroken_isCounted() {
    assertThat(broken(key -> key.setKeyData(ByteString.EMPTY).setOrigin("DE").setRollingPeriod(0)))
        .contains("KeyDataLength");
  }

  @Test
  void visitedCountries_areReducedToTheSupportedOnes() {
    DiagnosisKey key =
        france
            .key(NOW)
            .clearVisitedCountries()
            .addAllVisitedCountries(List.of("NL", "IT", "nl", "DE", "DE", "x"))
            .build();

    FederatedKey received = rules.received(key);

    assertThat(received.visited()).containsExactlyInAnyOrder(new Country("DE"), new Country("NL"));
    assertThat(received.origin()).isEqualTo(new Country("FR"));
    assertThat(received.key().keyData().toBytes()).isEqualTo(key.getKeyData().toByteArray());
  }

  /** What is signed is the same text. */
  @Test
  void countriesInOneTextOrInSmallLetters_meanTheSame() {
    DiagnosisKey key =
        france
            .key(NOW)
            .setOrigin("fr")
            .clearVisitedCountries()
            .addAllVisitedCountries(List.of("de,NL", ",,"))
            .build();

    assertThat(rules.brokenBy(key)).isEmpty();
    FederatedKey received = rules.received(key);

    assertThat(received.origin()).isEqualTo(new Country("FR"));
    assertThat(received.visited()).containsExactlyInAnyOrder(new Country("DE"), new Country("NL"));
  }

  /** Days 1 are in the map with level 8, days 30 are not. */
  @ParameterizedTest
  @CsvSource({
    "1, 3, 8",
    "1, 0, 8",
    "0, 2147483647, 8",
    "30, 3, 3",
    "30, 8, 8",
    "30, 0, 1",
    "30, 2147483647, 1",
    "30, 9, 1",
    "30, -1, 1"
  })
  void riskLevel_isDerivedFromTheDaysElseTheSentOneElseTheDefault(int days, int sent, int level) {
    FederatedKey received =
        rules.received(
            france
                .key(NOW)
                .setDaysSinceOnsetOfSymptoms(days)
                .setTransmissionRiskLevel(sent)
                .build());

    assertThat(received.key().transmissionRiskLevel()).isEqualTo(level);
    assertThat(received.key().daysSinceOnsetOfSymptoms()).isEqualTo(days);
  }

  private Optional<String> broken(UnaryOperator<DiagnosisKey.Builder> change) {
    return rules.brokenBy(change.apply(france.key(NOW)).build());
  }
}
