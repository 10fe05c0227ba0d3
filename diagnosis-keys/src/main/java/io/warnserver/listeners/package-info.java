/**
 * Which of the server's listeners a request came to, and that nothing answers on the wrong one. For
 * the web modules.
 */
package io.warnserver.listeners;
