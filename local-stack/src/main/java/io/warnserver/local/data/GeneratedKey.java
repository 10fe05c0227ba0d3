package io.warnserver.local.data;

import io.warnserver.keys.HourNumber;
import io.warnserver.keys.KeyData;

/**
 * A row of the table that keys arrive in (submission, "What is stored").
 *
 * @param keyData random
 * @param rollingStart 10-minute intervals since the Unix epoch; 00:00 UTC of a day
 * @param rollingPeriod 10-minute intervals: a whole day
 * @param transmissionRiskLevel 1 to 8
 * @param daysSinceOnset -3 to 14
 * @param reportType 1: a confirmed test
 * @param origin the country of origin
 * @param visitedCountries comma-separated, ascending, the origin among them
 * @param submissionHour when it was submitted, and when it is due
 */
record GeneratedKey(
    KeyData keyData,
    int rollingStart,
    int rollingPeriod,
    int transmissionRiskLevel,
    int daysSinceOnset,
    int reportType,
    String origin,
    String visitedCountries,
    HourNumber submissionHour) {}
