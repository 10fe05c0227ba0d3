package io.warnserver.distribution;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Shows the runs in the platform's MBean server. Without it everything else works all the same. */
@Singleton
@Startup
public class ManagedRuns implements DistributionRunsMXBean {

  /** The name of the managed bean. */
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
    return last().map(result -> result.outcome().word()).orElse("none");
  }

  @Override
  public String getLastReason() {
    return last().map(RunResult::reason).orElse("");
  }

  @Override
  public int getLastPackages() {
    return number(RunResult::packages);
  }

  @Override
  public int getLastKeys() {
    return number(RunResult::keys);
  }

  @Override
  public int getLastObjects() {
    return number(RunResult::objects);
  }

  @Override
  public String[] getLastConfigurationFaults() {
    return last()
        .map(result -> result.configurationFaults().toArray(new String[0]))
        .orElse(new String[0]);
  }

  @Override
  public long getLastMillis() {
    return last().map(result -> result.duration().toMillis()).orElse(0L);
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

  private Optional<RunResult> last() {
    return distribution.lastResult();
  }

  private int number(ToIntFunction<RunResult> part) {
    return last().map(part::applyAsInt).orElse(0);
  }
}
