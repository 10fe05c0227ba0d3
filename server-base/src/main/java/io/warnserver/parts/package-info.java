/** How the parts of every module are put together: by CDI. */
package io.warnserver.parts;
