/**
 * Which of the server's listeners a request came to, that nothing answers on the wrong one, and
 * that nothing is answered which another server might read in another way. For the web modules.
 */
package io.warnserver.listeners;
