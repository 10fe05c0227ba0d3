package io.warnserver.deployed;

import io.warnserver.local.managed.ManagedServer;
import io.warnserver.local.managed.WildFlyServer;
import io.warnserver.local.servers.Surroundings;
import java.util.Map;

/** The EAR on WildFly. */
class EarOnWildFlyIT extends EarContract {

  @Override
  ManagedServer start(Surroundings around, Map<String, String> settings) throws Exception {
    return WildFlyServer.start(Installed.wildFly(), around, "wildfly", settings);
  }
}
