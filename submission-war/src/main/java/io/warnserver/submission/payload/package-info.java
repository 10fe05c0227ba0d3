/** What a request carries, parsed and checked by named rules; without HTTP, TANs or a database. */
package io.warnserver.submission.payload;
