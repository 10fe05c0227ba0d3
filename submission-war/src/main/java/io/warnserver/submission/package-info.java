/**
 * From an app's request to stored keys. Called over HTTP only; it uses the key store of
 * diagnosis-keys and the outside verification server.
 */
package io.warnserver.submission;
