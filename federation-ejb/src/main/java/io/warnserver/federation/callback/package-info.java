/** . */
package io.warnserver.federation.callback;
