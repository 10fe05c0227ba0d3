/** . */
package io.warnserver.federation.download;
