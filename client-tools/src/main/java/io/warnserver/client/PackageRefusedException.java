package io.warnserver.client;

import java.util.List;

/** An archive cannot be read far enough to look at its content. */
public final class PackageRefusedException extends Exception {
  private final transient List<Refusal> refusals;

  PackageRefusedException(List<Refusal> refusals) {
    super(refusals.toString());
    this.refusals = List.copyOf(refusals);
  }

  PackageRefusedException(Refusal.Reason reason, String found) {
    this(List.of(new Refusal(reason, found)));
  }

  /** Why, at least one. */
  public List<Refusal> refusals() {
    return refusals;
  }
}
