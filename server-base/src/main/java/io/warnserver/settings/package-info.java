/**
 * How a value that an operator may set is declared, read and refused. Every module may use it; it
 * knows nothing of what the values are for.
 */
package io.warnserver.settings;
