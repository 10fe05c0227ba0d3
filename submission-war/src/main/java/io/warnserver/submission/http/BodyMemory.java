package io.warnserver.submission.http;

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
final class BodyMemory {

  private final long max;

  /** In the order in which they came. */
  private final Set<Share> shares = new LinkedHashSet<>();

  private long taken;

  /**
   * @param max bytes
   */
  BodyMemory(long max) {
    this.max = max;
  }

  /** How many bytes are taken. */
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

  /** False if it is more than there is room for without all others, or the share was released. */
  private synchronized boolean take(Share share, int more, List<Share> givingWay) {
    if (share.released || share.bytes + more > max) {
      return false;
    }
    shares.add(share);
    share.bytes += more;
    taken += more;
    while (taken > max) {
      Share eldest = shares.stream().filter(other -> other != share).findFirst().orElseThrow();
      release(eldest);
      givingWay.add(eldest);
    }
    return true;
  }

  private synchronized void release(Share share) {
    if (!share.released) {
      share.released = true;
      shares.remove(share);
      taken -= share.bytes;
    }
  }

  /** What one body has taken. */
  final class Share {

    private final Runnable crowdedOut;
    private long bytes;
    private boolean released;

    private Share(Runnable crowdedOut) {
      this.crowdedOut = crowdedOut;
    }

    /** Takes more; false if it is more than there is, or the share was released. */
    boolean grow(int more) {
      List<Share> givingWay = new ArrayList<>(0);
      boolean taken = take(this, more, givingWay);
      givingWay.forEach(share -> share.crowdedOut.run());
      return taken;
    }

    /** Gives all of it back; once. */
    void release() {
      BodyMemory.this.release(this);
    }
  }
}
