package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.WildFlyServer;
import java.util.Map;
import java.util.Set;

/** WildFly's transactions and pools log in words of their own. */
class NothingPersonalOnWildFlyIT extends NothingPersonal {

  private static final String FOLDER = "wildfly/standalone";
  private static final String LOG = FOLDER + "/log/server.log";

  @Override
  String provokeAll(Set<String> marks) throws Exception {
    try (ManagedServer wildFly =
        WildFlyServer.startUnready(Installed.wildFly(), surroundings, "wildfly", BODY_TIMEOUT)) {
      return provoke(
          DeployedServer.of(wildFly), wildFly.process().orElseThrow().pid(), FOLDER, LOG, marks);
    }
  }

  @Override
  void assertAllIsThere(Map<String, String> written) {
    assertThat(written).containsKey(LOG);
  }
}
