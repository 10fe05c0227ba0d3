/**
 * What the tests of the distribution share: a real database, keys that arrive, signing keys, an
 * object store in memory and a phone that reads packages. Only tests use it.
 */
package io.warnserver.distribution.testing;
