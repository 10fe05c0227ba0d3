/** What the tests of several modules start or hold. Nothing of it is deployed. */
package io.warnserver.testing;
