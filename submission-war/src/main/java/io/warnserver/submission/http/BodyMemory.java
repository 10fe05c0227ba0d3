package io.warnserver.submission.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.parts.Part;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The memory for bodies that have not come in whole yet. A body takes of it as it comes: clients
 * that send nothing, however many they are, keep little of it from others. Where it is full,
 * whoever has been sending for the longest gives way: an honest client is done in a second, so
 * those that stop in the middle of a body keep nothing from it.
 */
@Part
final class BodyMemory {

  private final long max;

  /** In the order in which they came. */
  private final Set<Share> shares = new LinkedHashSet<>();

  private long taken;

  /** A quarter of the heap. */
  @Inject
  BodyMemory(MeterRegistry metrics) {
    this(Runtime.getRuntime().maxMemory() / 4);
    Gauge.builder("warn.submission.body.room.bytes", this::taken)
        .description("Memory that is taken for bodies that have not come in whole")
        .register(metrics);
  }

  /** Of so many bytes. */
  BodyMemory(long max) {
    this.max = max;
  }

  /** In bytes. */
  synchronized long taken() {
    return taken;
  }

  /**
   * Nothing is taken for it yet.
   *
   * @param crowdedOut told, once, when it has to give way to others; returns at once
   */
  Share newShare(Runnable crowdedOut) {
    return new Share(crowdedOut);
  }

  /** What one body has taken. */
  final class Share {

    private final Runnable crowdedOut;
    private long bytes;
    private boolean released;

    private Share(Runnable crowdedOut) {
      this.crowdedOut = crowdedOut;
    }

    /** Takes more; false if it is more than there is for one, or this was released. */
    boolean grow(int more) {
      List<Share> givingWay = new ArrayList<>(0);
      synchronized (BodyMemory.this) {
        if (released || bytes + more > max) {
          return false;
        }
        shares.add(this);
        bytes += more;
        taken += more;
        while (taken > max) {
          Share eldest = shares.stream().filter(other -> other != this).findFirst().orElseThrow();
          eldest.release();
          givingWay.add(eldest);
        }
      }
      givingWay.forEach(share -> share.crowdedOut.run());
      return true;
    }

    /** Gives all of it back; once. */
    void release() {
      synchronized (BodyMemory.this) {
        if (!released) {
          released = true;
          shares.remove(this);
          taken -= bytes;
        }
      }
    }
  }
}
