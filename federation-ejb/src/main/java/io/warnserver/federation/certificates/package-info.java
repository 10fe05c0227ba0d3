/**
 * The certificates and keys of the exchange with other countries: where they are, and why one is
 * refused. Read from files that the container gives, never from the application archive.
 */
package io.warnserver.federation.certificates;
