/**
 * The one place that looks at the machine's clock. Everybody else is given a {@link
 * java.time.Clock}.
 */
package io.warnserver.time;
