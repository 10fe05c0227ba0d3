/**
 * Keys on their way to the gateway: which of them go into a batch, how a batch is sent, and what
 * each answer means for its keys. Timer and operator start it.
 */
package io.warnserver.federation.upload;
