/** Which instance does a job that only one may do at a time. */
package io.warnserver.leases;
