/** What operators see of the batches of both directions. */
package io.warnserver.federation.overview;
