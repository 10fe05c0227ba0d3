/** What the other packages stand on: settings, threads, breakers, and how a request can end. */
package io.warnserver.submission.base;
