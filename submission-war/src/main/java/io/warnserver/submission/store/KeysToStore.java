package io.warnserver.submission.store;

import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import java.util.Collection;
import java.util.List;

/**
 * A submission as it is stored.
 *
 * @param keys of the person; without doubles
 * @param padding keys of nobody, to be stored with them
 * @param origin the own country
 * @param visited the origin is one of them
 * @param consentToFederation whether other countries may get the person's keys
 * @param submitted the full hour in which it came; nothing more precise is kept
 */
public record KeysToStore(
    List<DiagnosisKey> keys,
    List<DiagnosisKey> padding,
    Country origin,
    Collection<Country> visited,
    boolean consentToFederation,
    HourNumber submitted) {}
