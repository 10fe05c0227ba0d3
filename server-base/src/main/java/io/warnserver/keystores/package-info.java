/**
 * Keys and certificates in the PKCS#12 files that settings name. Every module that signs or speaks
 * TLS reads them here; it knows nothing of what they are for.
 */
package io.warnserver.keystores;
