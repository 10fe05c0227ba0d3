package io.warnserver.deployed;

import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.PayaraServer;
import java.util.Map;

/** Two instances of Payara Server. */
class TwoInstancesOnPayaraServerIT implements TwoInstancesContract {

  @Override
  public ManagedServer start(Surroundings surroundings, String name, Map<String, String> settings)
      throws Exception {
    return PayaraServer.start(Installed.payara(), surroundings, name, settings);
  }
}
