/** The object store that the content delivery network reads from. */
package io.warnserver.distribution.store;
