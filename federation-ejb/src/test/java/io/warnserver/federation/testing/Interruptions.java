package io.warnserver.federation.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * Kills a run at one of its steps, which are its transactions and its calls of the gateway: before
 * the step has an effect, or when it has one and the run does not know. What kills is an {@link
 * Error}, so that nothing of the run can handle it.
 */
public final class Interruptions {

  private final List<String> steps = new ArrayList<>();
  private final int at;
  private final FailureTime time;
  private boolean dead;

  /** Never. */
  public Interruptions() {
    this(0, FailureTime.BEFORE);
  }

  /**
   * @param at counted from one; 0 for never
   */
  public Interruptions(int at, FailureTime time) {
    this.at = at;
    this.time = time;
  }

  /** Kills. */
  public static final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed(String step) {
      super(step);
    }
  }

  /** What there was so far. */
  public List<String> steps() {
    return List.copyOf(steps);
  }

  /** A step begins. Who is dead does nothing more, not even give a lease back. */
  public void before(String step) {
    steps.add(step);
    if (dead || (steps.size() == at && time == FailureTime.BEFORE)) {
      dead = true;
      throw new Killed(step);
    }
  }

  /** It is done. */
  public void after() {
    if (steps.size() == at && time == FailureTime.AFTER) {
      dead = true;
      throw new Killed(steps.get(at - 1));
    }
  }
}
