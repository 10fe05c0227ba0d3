/**
 * Asks the outside verification server about TANs. The submission's use case calls it; it knows
 * nothing of keys or the database.
 */
package io.warnserver.submission.verification;
