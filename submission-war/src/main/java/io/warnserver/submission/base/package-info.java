/**
 * What every package of the submission stands on: its settings, its threads and its circuit
 * breakers.
 */
package io.warnserver.submission.base;
