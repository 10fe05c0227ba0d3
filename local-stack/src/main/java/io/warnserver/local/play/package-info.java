/**
 * The day's play: what phones, an operator and the application do in the last 24 hours, in a
 * minute, by the public interfaces only, and what a phone then finds. Used by the one-command run.
 */
package io.warnserver.local.play;
