/**
 * How keys are stored: the schema, its entities and the transactions in which they are written.
 * Edges and jobs of all modules use it; it knows nothing of HTTP, files or other countries.
 */
package io.warnserver.keys.store;
