package io.warnserver.distribution.revocation;

import io.warnserver.distribution.ledger.PackageWindow;

/**
 * A package as it was with keys that were taken back; the apps must forget it.
 *
 * @param window which package
 * @param etag that it had, as apps got it: with its quotation marks
 */
public record RevokedPackage(PackageWindow window, String etag) {}
