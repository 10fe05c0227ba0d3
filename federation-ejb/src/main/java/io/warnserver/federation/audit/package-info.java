/**
 * Whether the keys of a batch are those that their countries uploaded: what the gateway says of
 * each upload is checked against keys, certificates and the trust anchor. Pure; the download asks
 * it before it uses any key.
 */
package io.warnserver.federation.audit;
