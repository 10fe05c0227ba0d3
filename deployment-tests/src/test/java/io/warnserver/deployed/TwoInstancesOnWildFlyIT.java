package io.warnserver.deployed;

import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.WildFlyServer;
import java.util.Map;

/** Two instances of WildFly. */
class TwoInstancesOnWildFlyIT implements TwoInstancesContract {

  @Override
  public ManagedServer start(Surroundings surroundings, String name, Map<String, String> settings)
      throws Exception {
    return WildFlyServer.start(Installed.wildFly(), surroundings, name, settings);
  }
}
