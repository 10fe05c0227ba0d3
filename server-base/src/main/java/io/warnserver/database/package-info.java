/**
 * The schema, and the transactions in which rows are read and written. Every module that has rows
 * uses it; it knows nothing of what they mean.
 */
package io.warnserver.database;
