package io.warnserver.distribution;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Shows the runs in the platform's MBean server. Without it everything else works all the same. */
@Singleton
@Startup
public class ManagedRuns implements DistributionRunsMXBean {

  static final String NAME = "io.warnserver:type=Runs,name=distribution";

  private static final Logger LOG = Logger.getLogger(ManagedRuns.class.getName());

  /** As its clients see it: calls come on threads that are none of the container's. */
  @EJB private DistributionTimer distribution;

  @PostConstruct
  void register() {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      ObjectName name = new ObjectName(NAME);
      if (server.isRegistered(name)) {
        // Left behind by a deployment that ended badly.
        server.unregisterMBean(name);
      }
      server.registerMBean(this, name);
    } catch (JMException e) {
      LOG.log(Level.WARNING, "The runs cannot be shown as a managed bean", e);
    }
  }

  @PreDestroy
  void unregister() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
    } catch (JMException e) {
      LOG.log(Level.FINE, "The managed bean was not there", e);
    }
  }

  @Override
  public String getLastOutcome() {
    return last(result -> result.outcome().word(), "none");
  }

  @Override
  public String getLastReason() {
    return last(RunResult::reason, "");
  }

  @Override
  public int getLastPackages() {
    return last(RunResult::packages, 0);
  }

  @Override
  public int getLastKeys() {
    return last(RunResult::keys, 0);
  }

  @Override
  public int getLastObjects() {
    return last(RunResult::objects, 0);
  }

  @Override
  public String[] getLastConfigurationFaults() {
    return last(RunResult::configurationFaults, List.<String>of()).toArray(String[]::new);
  }

  @Override
  public long getLastMillis() {
    return last(result -> result.duration().toMillis(), 0L);
  }

  @Override
  public String runNow() {
    return distribution.runNow().outcome().word();
  }

  @Override
  public void pause() {
    distribution.pause();
  }

  @Override
  public void resume() {
    distribution.resume();
  }

  private <T> T last(Function<RunResult, T> part, T beforeTheFirst) {
    return distribution.lastResult().map(part).orElse(beforeTheFirst);
  }
}
