/**
 * Payara Server and WildFly with the EAR, set up by the scripts of domain-config as operators do
 * it, each in a folder and on ports of its own. Used by deployment tests and benchmarks.
 */
package io.warnserver.managed;
