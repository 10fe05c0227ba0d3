/** Where submissions and what came of their TANs are kept; without HTTP or the verification. */
package io.warnserver.submission.store;
