package io.warnserver.distribution;

/**
 * The runs as a managed bean, {@value ManagedRuns#NAME}: what the servers' own tools and JMX
 * consoles show and start.
 */
public interface DistributionRunsMXBean {

  /** How the last run of this instance ended, in a word; {@code none} before the first. */
  String getLastOutcome();

  /** Why it failed; empty otherwise. */
  String getLastReason();

  /** Packages that it published. */
  int getLastPackages();

  /** Keys in them. */
  int getLastKeys();

  /** Objects that it put or deleted. */
  int getLastObjects();

  /** Why it did not publish the app configuration; empty where it is valid. */
  String[] getLastConfigurationFaults();

  /** How long it took, in milliseconds. */
  long getLastMillis();

  /**
   * Runs at once and waits for the end: {@code completed}, {@code failed}, {@code busy}, {@code
   * paused}.
   */
  String runNow();

  /** Stops publishing on all instances; submissions go on. */
  void pause();

  /** Lets publishing go on. */
  void resume();
}
