package io.warnserver.submission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for bodies that have not come in whole yet. A body takes of it as it comes: clients
 * that send nothing, however many they are, keep little of it from others.
 */
final class BodyRoom {

  private final long max;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param max bytes
   */
  BodyRoom(long max) {
    this.max = max;
  }

  /** How many bytes are taken. */
  long taken() {
    return taken.get();
  }

  /** Nothing is taken for it yet. */
  Place newPlace() {
    return new Place();
  }

  private boolean take(int bytes) {
    if (taken.addAndGet(bytes) > max) {
      taken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /** What one body has taken. */
  final class Place {

    private int bytes;
    private boolean left;

    /** Takes more; false if there is no room, or the place was left. */
    synchronized boolean grow(int more) {
      if (left || !take(more)) {
        return false;
      }
      bytes += more;
      return true;
    }

    /** Gives all of it back; once. */
    synchronized void leave() {
      if (!left) {
        left = true;
        taken.addAndGet(-bytes);
      }
    }
  }
}
