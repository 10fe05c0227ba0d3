/** Planted: see the architecture test. */
package io.warnserver.planted.one;
