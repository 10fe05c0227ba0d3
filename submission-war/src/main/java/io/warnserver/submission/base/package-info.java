/**
 * What every package of the submission stands on: its settings, its threads, its circuit breakers,
 * and how a request can end.
 */
package io.warnserver.submission.base;
