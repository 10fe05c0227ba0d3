/**
 * From the operator's readable source files to the three configuration messages that the apps
 * download, or to all faults of the source at once. The distribution calls it at every run; it
 * knows nothing of signing, archives and stores.
 */
package io.warnserver.configuration;
