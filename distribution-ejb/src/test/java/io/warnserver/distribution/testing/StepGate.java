package io.warnserver.distribution.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts the steps of a run, which are its transactions and its calls of the object store, and does
 * something at one of them: when it is half done and nobody sees anything of it yet, or when it is
 * done and the run does not know yet.
 */
public final class StepGate {

  private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
  private final int at;
  private final FailureTime time;
  private final Consumer<String> action;

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

  /** The names of the steps that there have been. */
  public List<String> steps() {
    return List.copyOf(steps);
  }

  /** A step is half done. */
  public void before(String name) {
    int step;
    synchronized (steps) {
      steps.add(name);
      step = steps.size();
    }
    if (step == at && time == FailureTime.BEFORE) {
      action.accept(name);
    }
  }

  /** It is done. */
  public void after() {
    if (steps.size() == at && time == FailureTime.AFTER) {
      action.accept(steps.get(at - 1));
    }
  }
}
