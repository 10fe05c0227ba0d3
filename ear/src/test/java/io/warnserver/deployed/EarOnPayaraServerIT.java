package io.warnserver.deployed;

import io.warnserver.local.managed.ManagedServer;
import io.warnserver.local.managed.PayaraServer;
import io.warnserver.local.servers.Surroundings;
import java.util.Map;

/** The EAR on Payara Server. */
class EarOnPayaraServerIT extends EarContract {

  @Override
  ManagedServer start(Surroundings around, Map<String, String> settings) throws Exception {
    return PayaraServer.start(Installed.payara(), around, "payara", settings);
  }
}
