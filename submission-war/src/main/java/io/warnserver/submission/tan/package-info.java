/** What a TAN is and how it is remembered: by keyed hashes only. */
package io.warnserver.submission.tan;
