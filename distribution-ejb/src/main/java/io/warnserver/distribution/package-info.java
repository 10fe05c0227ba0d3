/**
 * From stored keys and the app configuration to signed packages in the object store: when a run
 * happens and what it does. The operator's edge may start one.
 */
package io.warnserver.distribution;
