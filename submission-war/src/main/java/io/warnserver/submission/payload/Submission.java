package io.warnserver.submission.payload;

import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import java.util.List;
import java.util.SortedSet;

/**
 * What a person's phone handed in, checked and complete.
 *
 * @param keys without doubles; may be empty when all were too old
 * @param origin the own country
 * @param visitedCountries the origin is one of them
 * @param consentToFederation whether other countries may get the keys
 * @param submitted the full hour in which it came; nothing more precise is kept
 * @param content what was sent, by which the same request is recognised when it comes again
 */
public record Submission(
    List<DiagnosisKey> keys,
    Country origin,
    SortedSet<Country> visitedCountries,
    boolean consentToFederation,
    HourNumber submitted,
    SubmittedContent content) {}
