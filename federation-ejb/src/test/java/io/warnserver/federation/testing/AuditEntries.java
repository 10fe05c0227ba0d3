package io.warnserver.federation.testing;

import io.warnserver.federation.audit.AuditEntry;
import java.util.Arrays;

/** Audit information with one thing wrong. */
public final class AuditEntries {

  private AuditEntries() {}

  /**
   * The same entry with another value in one component.
   *
   * @param component its name
   */
  public static AuditEntry with(AuditEntry entry, String component, Object value) {
    try {
      var components = AuditEntry.class.getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            components[i].getName().equals(component)
                ? value
                : components[i].getAccessor().invoke(entry);
      }
      Class<?>[] types =
          Arrays.stream(components)
              .map(java.lang.reflect.RecordComponent::getType)
              .toArray(Class[]::new);
      return AuditEntry.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same entry without its time. */
  public static AuditEntry withoutTime(AuditEntry entry) {
    return with(entry, "uploadedTime", "");
  }
}
