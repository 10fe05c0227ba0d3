package io.warnserver.distribution.testing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Counts the steps of a run, which are its transactions and its calls of the object store, and does
 * something at one of them: when it is half done and nobody sees anything of it yet, or when it is
 * done and the run does not know yet.
 */
public final class StepGate {

  private final AtomicInteger steps = new AtomicInteger();
  private final int at;
  private final FailureTime time;
  private final Consumer<String> action;
  private volatile String current = "";

  /**
   * @param at counted from one; 0 for none
   * @param action takes the name of the step
   */
  public StepGate(int at, FailureTime time, Consumer<String> action) {
    this.at = at;
    this.time = time;
    this.action = action;
  }

  /** Lets every step pass. */
  public static StepGate open() {
    return new StepGate(0, FailureTime.BEFORE, name -> {});
  }

  /** How many steps there have been. */
  public int steps() {
    return steps.get();
  }

  /** A step is half done. */
  public void before(String name) {
    current = name;
    if (steps.incrementAndGet() == at && time == FailureTime.BEFORE) {
      action.accept(name);
    }
  }

  /** It is done. */
  public void after() {
    if (steps.get() == at && time == FailureTime.AFTER) {
      action.accept(current);
    }
  }
}
