package io.warnserver.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The apps look things up by label, so that a second one would never be found. */
final class UniqueLabelsRule {

  private UniqueLabelsRule() {}

  static <T> void check(List<T> items, Function<T, String> label, String list, RuleView view) {
    Set<String> seen = new HashSet<>();
    for (int index = 0; index < items.size(); index++) {
      String field = list + "[" + index + "].label";
      String text = label.apply(items.get(index));
      if (view.isSound(field) && !seen.add(text)) {
        view.fault(field, Quote.text(text) + " appears twice");
      }
    }
  }
}
