/**
 * The signed zip archives that the apps download, written in one pass and checked before anyone
 * sees them.
 */
package io.warnserver.distribution.archive;
