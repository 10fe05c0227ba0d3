/**
 * The words of the field: what a diagnosis key is and what its parts may be. Everybody may use it;
 * it knows no database, no HTTP and no file.
 */
package io.warnserver.keys;
