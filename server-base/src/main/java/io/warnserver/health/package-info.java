/**
 * What every module knows of its health, and where the operator's edge finds it. A module registers
 * checks when it starts; the edge lets them run again and again and tells what came of it.
 */
package io.warnserver.health;
