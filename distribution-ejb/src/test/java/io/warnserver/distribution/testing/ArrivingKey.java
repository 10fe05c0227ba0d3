package io.warnserver.distribution.testing;

import io.warnserver.keys.HourNumber;
import io.warnserver.keys.IntervalNumber;
import java.time.Instant;

/**
 * A row of the table that keys arrive in.
 *
 * @param data 16 bytes as hex
 * @param visited comma-separated, ascending
 */
public record ArrivingKey(
    String data,
    int rollingStart,
    int rollingPeriod,
    int riskLevel,
    String origin,
    String visited,
    int submissionHour) {

  /** The same key with other data. */
  public ArrivingKey withData(String hex) {
    return new ArrivingKey(
        hex, rollingStart, rollingPeriod, riskLevel, origin, visited, submissionHour);
  }

  /** The same key, no longer usable from a time on. */
  public ArrivingKey expiringAt(Instant expiry) {
    return new ArrivingKey(
        data,
        IntervalNumber.containing(expiry).value() - rollingPeriod,
        rollingPeriod,
        riskLevel,
        origin,
        visited,
        submissionHour);
  }

  /** The same key with another rolling period and the same start. */
  public ArrivingKey withPeriod(int intervals) {
    return new ArrivingKey(
        data, rollingStart, intervals, riskLevel, origin, visited, submissionHour);
  }

  /** The same key with another risk level. */
  public ArrivingKey withRisk(int level) {
    return new ArrivingKey(
        data, rollingStart, rollingPeriod, level, origin, visited, submissionHour);
  }

  /** The same key, submitted at another time. */
  public ArrivingKey submittedAt(Instant time) {
    return new ArrivingKey(
        data,
        rollingStart,
        rollingPeriod,
        riskLevel,
        origin,
        visited,
        HourNumber.containing(time).value());
  }

  /** The same key of somebody from elsewhere. */
  public ArrivingKey from(String country) {
    return new ArrivingKey(
        data, rollingStart, rollingPeriod, riskLevel, country, visited, submissionHour);
  }

  /** The same key of somebody who was in these countries, ascending. */
  public ArrivingKey visiting(String... countries) {
    return new ArrivingKey(
        data,
        rollingStart,
        rollingPeriod,
        riskLevel,
        origin,
        String.join(",", countries),
        submissionHour);
  }

  /** The hour that contains the later of the submission and the expiry two hours on. */
  public int dueHour() {
    return Math.max(submissionHour, (rollingStart + rollingPeriod + 12) / 6);
  }
}
