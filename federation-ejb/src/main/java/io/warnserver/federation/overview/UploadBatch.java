package io.warnserver.federation.overview;

import java.time.Instant;
import java.util.Optional;

/**
 * A batch for the gateway.
 *
 * @param batchTag its name
 * @param state "recorded", "sent", "uploaded" or "dissolved"
 * @param recordedAt when it was put together
 * @param endedAt when it was uploaded or dissolved
 * @param attempts how often it was sent with the keys that it has now
 * @param keys in it
 * @param reason of the last failure
 */
public record UploadBatch(
    String batchTag,
    String state,
    Instant recordedAt,
    Optional<Instant> endedAt,
    int attempts,
    int keys,
    Optional<String> reason) {}
