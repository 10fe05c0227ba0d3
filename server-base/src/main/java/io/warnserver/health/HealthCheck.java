package io.warnserver.health;

/** Looks at one thing. Ends within seconds, whatever is broken, and does not throw for it. */
public interface HealthCheck {

  /** How it is now. */
  Health check();
}
