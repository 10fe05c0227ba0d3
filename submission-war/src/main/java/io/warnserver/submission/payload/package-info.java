/**
 * What a request carries: parsed, checked by named rules, and ready to be stored. It knows nothing
 * of HTTP, TANs or the database.
 */
package io.warnserver.submission.payload;
