package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.PayaraServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The EAR on Payara Server. */
class ApplicationOnPayaraServerIT extends EarContract {

  /** Named by the first set-up only. */
  private static final String NAMED_ONCE = "warn.retention-days";

  private static final String CALLER = "warn-caller-caller";
  private static final String FORMER_CALLER = "warn-caller-former";

  @Override
  ManagedServer start(Surroundings around, String name, Map<String, String> settings)
      throws Exception {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(NAMED_ONCE, "14");
    return PayaraServer.start(Installed.payara(), around, name, more);
  }

  /** Besides, what is no longer named is taken back. */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  @Override
  public void serverThatIsSetUpOnceMoreWithOddSecrets_doesItsWholeJobAgain() throws Exception {
    assertThat(systemProperties()).anyMatch(line -> line.contains('"' + NAMED_ONCE + '"'));
    Path settings = managed().folder().properties();
    Files.write(
        settings,
        Files.readAllLines(settings).stream()
            .filter(line -> !line.startsWith(NAMED_ONCE + "="))
            .toList());
    trustFormerCaller();

    super.serverThatIsSetUpOnceMoreWithOddSecrets_doesItsWholeJobAgain();

    assertThat(systemProperties())
        .noneMatch(line -> line.contains('"' + NAMED_ONCE + '"'))
        .anyMatch(line -> line.contains("\"warn.instance\""));
    assertThat(Collections.list(trusted().aliases()))
        .contains(CALLER)
        .doesNotContain(FORMER_CALLER)
        .anyMatch(alias -> !alias.startsWith("warn-caller-"));
  }

  @Test
  void log_isBounded() throws Exception {
    Properties logging = new Properties();
    try (InputStream in = Files.newInputStream(inDomain("logging.properties"))) {
      logging.load(in);
    }
    String handler = "com.sun.enterprise.server.logging.GFFileHandler.";
    assertThat(logging)
        .containsEntry(handler + "rotationLimitInBytes", "10000000")
        .containsEntry(handler + "rotationOnDateChange", "true")
        .containsEntry(handler + "maxHistoryFiles", "10");
  }

  private List<String> systemProperties() throws IOException {
    return Files.readAllLines(inDomain("domain.xml")).stream()
        .filter(line -> line.contains("<system-property "))
        .toList();
  }

  private void trustFormerCaller() throws IOException, GeneralSecurityException {
    KeyStore store = trusted();
    store.setCertificateEntry(FORMER_CALLER, store.getCertificate(CALLER));
    try (OutputStream out = Files.newOutputStream(inDomain("cacerts.p12"))) {
      store.store(out, PayaraServer.MASTER_PASSWORD.toCharArray());
    }
  }

  private KeyStore trusted() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(inDomain("cacerts.p12"))) {
      store.load(in, PayaraServer.MASTER_PASSWORD.toCharArray());
    }
    return store;
  }

  private Path inDomain(String file) {
    return managed().folder().root().resolve("domains/warn/config").resolve(file);
  }

  @Override
  public Set<String> takenForWellFormed() {
    return BY_PAYARA;
  }
}
