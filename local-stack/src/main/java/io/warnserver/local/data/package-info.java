/**
 * Test data: fills the database with many keys, by a seed and fast. Used by the one-command run and
 * by benchmarks; never by what phones would call.
 */
package io.warnserver.local.data;
