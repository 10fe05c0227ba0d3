/**
 * What a phone does with the server and its object store: submit keys, walk the published tree, and
 * decide whether a package is one that it accepts. For the command line and for tests and the local
 * run; shares nothing with the server but the generated messages, so that it can contradict it.
 */
package io.warnserver.client;
