/**
 * Certificates and keys of a developer's machine for the federation (federation gateway protocol,
 * authentication): the gateway's and those of each country, as files that the application server's
 * settings can name. Used by the stand-in gateway, the one-command run and tests.
 */
package io.warnserver.local.certificates;
