package io.warnserver.distribution;

/** An operator has stopped publishing while a run was under way. */
final class PublishingPausedException extends RuntimeException {

  PublishingPausedException() {
    super("publishing was paused while the run was under way");
  }
}
