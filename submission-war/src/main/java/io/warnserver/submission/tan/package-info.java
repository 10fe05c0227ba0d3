/**
 * What a TAN is and how it is remembered: by keyed hashes only. The other packages of the
 * submission use it; it knows nothing of HTTP or databases.
 */
package io.warnserver.submission.tan;
