/**
 * What a country signs of a batch of keys, and how: the bytes, the signature, the check of another
 * country's. Pure; upload and audit use it.
 */
package io.warnserver.federation.signature;
