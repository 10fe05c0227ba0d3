/** What several tests of this module need: certificates, a gateway in memory, a real database. */
package io.warnserver.federation.testing;
