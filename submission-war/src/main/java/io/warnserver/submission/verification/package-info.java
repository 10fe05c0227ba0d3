/** Asks the outside verification server about TANs; it knows nothing of keys or the database. */
package io.warnserver.submission.verification;
