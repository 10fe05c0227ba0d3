/**
 * Tests that need a deployed server: the same main job on each of them, over HTTP, against real
 * PostgreSQL and S3.
 */
package io.warnserver.deployed;
