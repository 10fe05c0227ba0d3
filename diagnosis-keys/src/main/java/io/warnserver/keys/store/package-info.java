/**
 * Where keys arrive, from apps and from other countries, until a distribution run takes them up. It
 * knows nothing of HTTP, files or other countries.
 */
package io.warnserver.keys.store;
