package io.warnserver.deployed;

import java.io.IOException;
import java.time.Duration;

/** A server with the EAR, set up by the scripts of domain-config alone. */
interface ManagedServer extends AutoCloseable {

  /** Its listeners and what is around it. */
  DeployedServer deployed();

  /** What it was set up from. */
  ServerFolder folder();

  /**
   * Ends the server in order and starts it again.
   *
   * @return from the start command to the first 200 of readiness
   */
  Duration restart() throws IOException, InterruptedException;

  /** Ends it as a power failure does. */
  void kill();

  /** How many lines of its log hold these words. */
  int logged(String words);

  /** Runs its configure.sh once more. */
  void configureAgain() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
