package io.warnserver.configuration;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.List;

/**
 * Walks over messages that {@link MessageReader} filled and asks the rules about every value that
 * could be read.
 */
final class MessageChecker {

  private final FieldRules fieldRules;
  private final MessageRules messageRules = new MessageRules();
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

  /** Checks a whole message. */
  void check(Message message, Place place) {
    check(message, message.getDescriptorForType().getFields(), place);
  }

  /** Checks some fields of a message, and what its fields may hold together. */
  void check(Message message, Collection<FieldDescriptor> fields, Place place) {
    if (unread.isBroken(place)) {
      return;
    }
    messageRules.check(message, new BelowPlace(place));
    for (FieldDescriptor field : fields) {
      Place at = place.field(field.getJsonName());
      if (unread.isBroken(at)) {
        continue;
      }
      if (field.isMapField()) {
        checkEntries(message, field, at);
      } else if (field.isRepeated()) {
        for (int index = 0; index < message.getRepeatedFieldCount(field); index++) {
          checkValue(field, message.getRepeatedField(field, index), at.item(index));
        }
      } else {
        checkValue(field, message.getField(field), at);
      }
    }
  }

  private void checkEntries(Message message, FieldDescriptor field, Place place) {
    Descriptor entryType = field.getMessageType();
    FieldDescriptor key = entryType.findFieldByName("key");
    FieldDescriptor value = entryType.findFieldByName("value");
    for (int index = 0; index < message.getRepeatedFieldCount(field); index++) {
      Message entry = (Message) message.getRepeatedField(field, index);
      Place at = place.field(entry.getField(key).toString());
      // A key that is not known is told with the word "key", for its path looks like a value's.
      fieldRules
          .of(key)
          .flatMap(rule -> rule.fault(entry.getField(key)))
          .ifPresent(fault -> found.add(at, "the key " + fault));
      checkValue(value, entry.getField(value), at);
    }
  }

  private void checkValue(FieldDescriptor field, Object value, Place place) {
    if (unread.isBroken(place)) {
      return;
    }
    if (value instanceof Message message) {
      check(message, place);
    } else {
      fieldRules
          .of(field)
          .flatMap(rule -> rule.fault(value))
          .ifPresent(fault -> found.add(place, fault));
    }
  }

  /** Paths of a rule, relative to the message, such as {@code riskClasses[0].min}. */
  private final class BelowPlace implements RuleView {

    private final Place place;

    BelowPlace(Place place) {
      this.place = place;
    }

    @Override
    public boolean isSound(String field) {
      return unread.isSound(at(field));
    }

    @Override
    public void fault(String field, String message) {
      found.add(at(field), message);
    }

    private Place at(String field) {
      Place at = place;
      for (String segment : List.of(field.split("\\.", -1))) {
        int bracket = segment.indexOf('[');
        if (bracket < 0) {
          at = at.field(segment);
        } else {
          int index = Integer.parseInt(segment.substring(bracket + 1, segment.length() - 1));
          at = at.field(segment.substring(0, bracket)).item(index);
        }
      }
      return at;
    }
  }
}
