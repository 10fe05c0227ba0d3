package io.warnserver.local.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the next calls of each kind meet, and how many there were. */
final class Conducts {

  private final Map<Call, Deque<Conduct>> next = new EnumMap<>(Call.class);
  private final Map<Call, Conduct> always = new EnumMap<>(Call.class);
  private final Map<Call, Integer> count = new EnumMap<>(Call.class);

  synchronized void next(Call call, List<Conduct> conducts) {
    next.computeIfAbsent(call, c -> new ArrayDeque<>()).addAll(conducts);
  }

  synchronized void always(Call call, Conduct conduct) {
    always.put(call, conduct);
  }

  synchronized void reset() {
    next.clear();
    always.clear();
  }

  /** Takes the conduct of one call. */
  synchronized Conduct take(Call call) {
    count.merge(call, 1, Integer::sum);
    Deque<Conduct> queue = next.getOrDefault(call, new ArrayDeque<>());
    return queue.isEmpty() ? always.getOrDefault(call, new Conduct.Normal()) : queue.removeFirst();
  }

  synchronized int count(Call call) {
    return count.getOrDefault(call, 0);
  }
}
