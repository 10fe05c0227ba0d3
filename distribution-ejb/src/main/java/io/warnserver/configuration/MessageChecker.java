package io.warnserver.configuration;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.List;

/**
 * Walks over messages that {@link MessageReader} filled and asks the rules about every value that
 * could be read.
 */
final class MessageChecker {

  private final FieldRules fieldRules;
  private final Faults unread;
  private final Faults found;

  /**
   * @param fieldRules what single values may be
   * @param unread the faults of reading; where they are, no rule is asked
   * @param found takes the faults of the values
   */
  MessageChecker(FieldRules fieldRules, Faults unread, Faults found) {
    this.fieldRules = fieldRules;
    this.unread = unread;
    this.found = found;
  }

  /** Checks some fields of a message, and what its fields may hold together. */
  void check(Message message, Collection<FieldDescriptor> fields, Place place) {
    MessageRules.check(message, new RuleView(place, unread, found));
    for (FieldDescriptor field : fields) {
      check(field, message.getField(field), place.field(field.getJsonName()));
    }
  }

  private void check(FieldDescriptor field, Object value, Place place) {
    if (unread.isBroken(place)) {
      return;
    }
    if (value instanceof List<?> values) {
      for (int index = 0; index < values.size(); index++) {
        if (values.get(index) instanceof MapEntry<?, ?> entry) {
          checkEntry(field, entry, place.field(entry.getKey().toString()));
        } else {
          check(field, values.get(index), place.item(index));
        }
      }
    } else if (value instanceof Message message) {
      check(message, message.getDescriptorForType().getFields(), place);
    } else {
      fieldRules
          .of(field)
          .flatMap(rule -> rule.fault(value))
          .ifPresent(fault -> found.add(place, fault));
    }
  }

  /** A key that is not known is told with the word "key", for its path looks like a value's. */
  private void checkEntry(FieldDescriptor map, MapEntry<?, ?> entry, Place place) {
    FieldRules.ofKeys(map)
        .fault(entry.getKey())
        .ifPresent(fault -> found.add(place, "the key " + fault));
    check(map, entry.getValue(), place);
  }
}
