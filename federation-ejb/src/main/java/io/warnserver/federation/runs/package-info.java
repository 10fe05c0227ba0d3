/** What uploads and downloads have in common. Imports no other package of the federation. */
package io.warnserver.federation.runs;
