package io.warnserver.federation;

import io.warnserver.keys.HourNumber;
import io.warnserver.keys.Retention;
import io.warnserver.settings.SettingsReader;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Deletes keys that wait to be offered to the gateway for longer than they are kept at all. Safe on
 * every instance.
 */
@Singleton
public class UploadQueueTimer {

  private static final Logger LOG = Logger.getLogger(UploadQueueTimer.class.getName());

  @Inject private Clock clock;

  @PersistenceContext(unitName = "federation")
  private EntityManager entityManager;

  /**
   * Once an hour. A timer method that throws is taken off the schedule by some servers; hence the
   * wide catch.
   */
  @Schedule(hour = "*", minute = "15", timezone = "UTC", persistent = false)
  void onSchedule() {
    try {
      deleteOld();
    } catch (RuntimeException e) {
      LOG.log(
          Level.SEVERE, "The upload queue could not be cleaned up; the next try is in an hour", e);
    }
  }

  private void deleteOld() {
    SettingsReader reader = SettingsReader.ofServer();
    Integer days = reader.get(Retention.DAYS);
    reader.check();
    HourNumber firstKept = HourNumber.containing(clock.instant()).plus(-days * HourNumber.PER_DAY);
    entityManager
        .createQuery("delete from FederationUploadKey k where k.submissionHour < :firstKept")
        .setParameter("firstKept", firstKept.value())
        .executeUpdate();
  }
}
