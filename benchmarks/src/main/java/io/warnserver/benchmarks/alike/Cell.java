package io.warnserver.benchmarks.alike;

import java.util.Map;

/**
 * What was seen in one state over so many connections.
 *
 * @param state in which
 * @param connections how many
 * @param comparison of what was seen
 * @param settling the statuses before, while the server got used to the state: {@code real 200} and
 *     the like, and how often
 */
record Cell(State state, int connections, Comparison comparison, Map<String, Integer> settling) {

  /** Half the width that the confidence interval of the AUC may have. */
  static final double HALF_WIDTH = 0.015;

  /** Whether enough was seen to trust the AUC. */
  boolean isEnough() {
    return comparison.auc().halfWidth() <= HALF_WIDTH;
  }
}
