/**
 * Where submissions are kept, and beside them what came of their TANs. The submission's use case
 * calls it; it knows nothing of HTTP or the verification server.
 */
package io.warnserver.submission.store;
