/** What is known of the batches of both directions, for operators. Reads and changes nothing. */
package io.warnserver.federation.overview;
