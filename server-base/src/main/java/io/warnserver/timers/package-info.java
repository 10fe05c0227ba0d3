/**
 * What timer beans have in common, whatever they start. These are enterprise beans with injected
 * fields: a container may want a constructor without parameters, and one with others besides would
 * be longer than the bean.
 */
package io.warnserver.timers;
