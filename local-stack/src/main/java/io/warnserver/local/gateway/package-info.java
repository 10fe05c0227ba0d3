/**
 * Stands in for the European federation gateway, which is another system (federation gateway
 * protocol, release 1.1.3): real TLS with client certificates, uploads, downloads, audits and
 * callbacks as a running gateway does them, and its faults on demand. It shares no code with the
 * module that exchanges keys, so that both sides check each other. For development and tests; the
 * real one decides.
 */
package io.warnserver.local.gateway;
