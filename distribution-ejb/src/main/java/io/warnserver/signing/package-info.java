/**
 * The keys that packages and configuration files are signed with, and when each of them signs: read
 * from the container's key stores, never from the application archive. The distribution signs with
 * them; nobody else needs them.
 */
package io.warnserver.signing;
