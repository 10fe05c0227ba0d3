/**
 * The one-command run: starts everything on one machine, plays a day, shows what came of it and
 * keeps running. Nobody calls it but the build.
 */
package io.warnserver.local;
