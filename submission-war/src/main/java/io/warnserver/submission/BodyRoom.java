package io.warnserver.submission;

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
final class BodyRoom {

  private final long max;

  /** In the order in which they came. */
  private final Set<Place> places = new LinkedHashSet<>();

  private long taken;

  /**
   * @param max bytes
   */
  BodyRoom(long max) {
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
  Place newPlace(Runnable crowdedOut) {
    return new Place(crowdedOut);
  }

  /** False if it is more than there is room for without all others, or the place was left. */
  private synchronized boolean take(Place place, int more, List<Place> givingWay) {
    if (place.left || place.bytes + more > max) {
      return false;
    }
    places.add(place);
    place.bytes += more;
    taken += more;
    while (taken > max) {
      Place eldest = places.stream().filter(other -> other != place).findFirst().orElseThrow();
      leave(eldest);
      givingWay.add(eldest);
    }
    return true;
  }

  private synchronized void leave(Place place) {
    if (!place.left) {
      place.left = true;
      places.remove(place);
      taken -= place.bytes;
    }
  }

  /** What one body has taken. */
  final class Place {

    private final Runnable crowdedOut;
    private long bytes;
    private boolean left;

    private Place(Runnable crowdedOut) {
      this.crowdedOut = crowdedOut;
    }

    /** Takes more; false if it is more than there is, or the place was left. */
    boolean grow(int more) {
      List<Place> givingWay = new ArrayList<>(0);
      boolean taken = take(this, more, givingWay);
      givingWay.forEach(place -> place.crowdedOut.run());
      return taken;
    }

    /** Gives all of it back; once. */
    void leave() {
      BodyRoom.this.leave(this);
    }
  }
}
