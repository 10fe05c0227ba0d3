package io.warnserver.distribution.ledger;

import io.warnserver.keys.SupportedCountries;

/**
 * Into which trees a key goes and when it is due (key packages, "Which key goes where" and policies
 * 1 and 3).
 *
 * @param countries the own country and those that get trees of their own
 * @param perCountryPackages whether keys of the own country also go to the other countries visited
 * @param expiryDelayIntervals how many 10-minute intervals after its expiry a key is due
 * @param policiesForAll whether keys in other countries' trees wait for expiry, too
 */
public record RoutingPolicy(
    SupportedCountries countries,
    boolean perCountryPackages,
    int expiryDelayIntervals,
    boolean policiesForAll) {}
