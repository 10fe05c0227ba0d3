/**
 * Tests that need a deployed server: the same main job on each of them, over HTTP, against real
 * PostgreSQL and S3. What implements {@link io.warnserver.deployed.InContainer} runs in the server.
 */
package io.warnserver.deployed;
