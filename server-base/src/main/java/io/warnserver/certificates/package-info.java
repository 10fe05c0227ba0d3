/**
 * Every certificate that the server uses or shows, whichever module knows of it, so that nobody is
 * surprised by its end. A module registers what it uses when it starts; one timer looks at all.
 */
package io.warnserver.certificates;
