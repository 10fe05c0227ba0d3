package io.warnserver.deployed;

import io.warnserver.local.managed.ManagedServer;
import io.warnserver.local.managed.WildFlyServer;
import io.warnserver.local.servers.Surroundings;
import java.util.Map;
import java.util.Set;

/** The EAR on WildFly. */
class EarOnWildFlyIT extends EarContract {

  @Override
  ManagedServer start(Surroundings around, Map<String, String> settings) throws Exception {
    return WildFlyServer.start(Installed.wildFly(), around, "wildfly", settings);
  }

  @Override
  public Set<String> takenForWellFormed() {
    return Set.of();
  }
}
