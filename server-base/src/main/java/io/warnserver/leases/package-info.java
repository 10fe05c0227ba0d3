/** Which instance does a job that only one may do at a time, and how its runs went. */
package io.warnserver.leases;
