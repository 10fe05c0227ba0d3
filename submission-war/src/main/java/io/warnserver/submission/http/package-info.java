/**
 * The HTTP edge: from an app's request to bytes, and from an outcome to a status. It calls the use
 * case of the package above; nobody calls it but the container.
 */
package io.warnserver.submission.http;
