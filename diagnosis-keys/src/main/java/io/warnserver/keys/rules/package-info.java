/**
 * The rules that every key from outside must keep, as small named classes. Submission and
 * federation choose which of them apply to their senders, and in which order.
 */
package io.warnserver.keys.rules;
