/**
 * Everything that runs around the application on one machine, and the application server itself:
 * real PostgreSQL, a real S3 endpoint, stand-ins for the verification server and the federation
 * gateway, a development signing key and Payara Micro. Used by the one-command run and by
 * deployment tests; nothing here listens on any address but the loopback one, unless said.
 */
package io.warnserver.local.servers;
