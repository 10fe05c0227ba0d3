package io.warnserver.federation;

import io.warnserver.database.ContainerTransactions;
import io.warnserver.federation.upload.OutgoingKeys;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.Retention;
import io.warnserver.settings.SettingsReader;
import io.warnserver.timers.StaysOnSchedule;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks after the keys of people who agreed that other countries get them, whether there is a
 * gateway or not: takes them away from where they lie beside those that came with them, and deletes
 * them after retention. Safe on every instance.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StaysOnSchedule.class)
public class UploadQueueTimer {

  private static final Duration BATCHES_REMEMBERED = Duration.ofDays(31);

  @Inject private Clock clock;
  @Inject private FederationTransactions role;

  @Schedule(hour = "*", minute = "15", timezone = "UTC", persistent = false)
  void onSchedule() {
    SettingsReader reader = SettingsReader.ofServer();
    Integer days = reader.get(Retention.DAYS);
    reader.check();
    Instant now = clock.instant();
    OutgoingKeys keys = new OutgoingKeys(new ContainerTransactions(role));
    keys.takeUp();
    keys.deleteBefore(
        HourNumber.containing(now).plus(-days * HourNumber.PER_DAY), now.minus(BATCHES_REMEMBERED));
  }
}
