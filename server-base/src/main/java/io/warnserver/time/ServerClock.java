package io.warnserver.time;

import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.util.Optional;

/**
 * Gives every module the server's time in UTC: the machine's, or in development mode one that can
 * be moved.
 */
@ApplicationScoped
public class ServerClock {

  /** The server's clock. */
  @Produces
  public Clock clock() {
    return movable().map(Clock.class::cast).orElseGet(ServerClock::machineClock);
  }

  /** The clock to move; empty in production. */
  public Optional<MovableClock> movable() {
    // An invalid mode stops the start elsewhere, with a line that says so; here it is not
    // development.
    Mode mode = SettingsReader.ofServer().get(Mode.SETTING);
    return mode == Mode.DEVELOPMENT
        ? Optional.of(new MovableClock(machineClock()))
        : Optional.empty();
  }

  /** The machine's clock, in UTC, also where the server's was moved away from it. */
  @ReadsTheMachineClock
  public static Clock machineClock() {
    return Clock.systemUTC();
  }
}
