/**
 * What the exchange with other countries costs: draining a gateway, beside fetching the same bodies
 * and discarding them, and uploading. Called by {@code -Dbench=federation}.
 */
package io.warnserver.benchmarks.federation;
