/**
 * Pure arithmetic on hours and counts: which hour of a tree takes how many keys. No clock, no
 * database, no store.
 */
package io.warnserver.distribution.plan;
