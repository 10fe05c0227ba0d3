/**
 * From an app's request to stored keys: the use cases, what happens beside them, and their
 * beginning and end. The package {@code http} calls it; it calls the others.
 */
package io.warnserver.submission;
