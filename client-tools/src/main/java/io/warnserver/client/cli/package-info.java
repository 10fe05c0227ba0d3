/**
 * The commands of the runnable jar: options in, text and an exit status out. Nothing calls them.
 */
package io.warnserver.client.cli;
