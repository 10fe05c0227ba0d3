/** . */
package io.warnserver.federation.upload;
