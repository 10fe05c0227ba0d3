/**
 * The registry that every module counts in and the operator's listener shows. A meter's name begins
 * with {@code warn.}; its tags are few, fixed words (a rule's name, an outcome, a supported
 * country), never anything that a client sent.
 */
package io.warnserver.metrics;
