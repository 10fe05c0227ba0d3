/**
 * How many submissions a server takes and what each costs, beside the floor. Called by {@code
 * -Dbench=submission}.
 */
package io.warnserver.benchmarks.submission;
