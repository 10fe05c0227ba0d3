package io.warnserver.federation;

import io.warnserver.database.ContainerTransactions;
import io.warnserver.federation.upload.OutgoingKeys;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.Retention;
import io.warnserver.settings.SettingsReader;
import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Looks after the keys of people who agreed that other countries get them, whether there is a
 * gateway or not: takes them away from where they lie beside those that came with them, and deletes
 * them after retention. Safe on every instance.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UploadQueueTimer {

  private static final Logger LOG = Logger.getLogger(UploadQueueTimer.class.getName());
  private static final Duration BATCHES_REMEMBERED = Duration.ofDays(31);

  @Inject private Clock clock;
  @Inject private FederationTransactions role;

  @Resource(lookup = "jdbc/warn-federation")
  private DataSource dataSource;

  /**
   * Once an hour. A timer method that throws is taken off the schedule by some servers; hence the
   * wide catch.
   */
  @Schedule(hour = "*", minute = "15", timezone = "UTC", persistent = false)
  void onSchedule() {
    try {
      cleanUp();
    } catch (RuntimeException e) {
      LOG.log(
          Level.SEVERE, "The upload queue could not be cleaned up; the next try is in an hour", e);
    }
  }

  private void cleanUp() {
    SettingsReader reader = SettingsReader.ofServer();
    Integer days = reader.get(Retention.DAYS);
    reader.check();
    Instant now = clock.instant();
    OutgoingKeys keys = new OutgoingKeys(new ContainerTransactions(role, dataSource));
    keys.takeUp();
    keys.deleteBefore(
        HourNumber.containing(now).plus(-days * HourNumber.PER_DAY), now.minus(BATCHES_REMEMBERED));
  }
}
