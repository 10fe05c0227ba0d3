/**
 * What other countries' keys must keep before they are stored, in a visible order, and how they
 * become this server's. Pure; the download asks it about verified keys only.
 */
package io.warnserver.federation.rules;
