/** The HTTP edge: from an app's request to bytes, and from an outcome to a status. */
package io.warnserver.submission.http;
