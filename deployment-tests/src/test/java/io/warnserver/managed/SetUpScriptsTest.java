package io.warnserver.managed;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts of domain-config refuse before they touch a server, and how they quote. */
class SetUpScriptsTest {

  private static final Path SCRIPTS = Path.of("..", "domain-config").toAbsolutePath().normalize();
  private static final String PAYARA = "payara-server";
  private static final String WILDFLY = "wildfly";

  @TempDir private Path folder;
  private Path secrets;

  @BeforeEach
  void write() throws IOException {
    secrets = Files.createDirectory(folder.resolve("secrets"));
    for (String name :
        List.of(
            "warn.database.submission.password",
            "warn.operations.password",
            "warn.monitoring.password",
            "warn.tls.password",
            "warn.tls.truststore-password",
            "warn.payara.master-password",
            "warn.payara.admin-password")) {
      Files.writeString(secrets.resolve(name), "some-password\n");
    }
    settings();
    undertow("core", "undertow-core-2.3.27.Final.jar");
    undertow("servlet", "undertow-servlet-2.3.26.Final.jar");
    undertow("websocket", "undertow-websockets-jsr-2.3.24.Final.jar");
  }

  @ParameterizedTest
  @CsvSource({
    "payara-server, warn.public.http-port=8444",
    "payara-server, warn.federation.callback-port=8443",
    "wildfly, warn.public.http-port=8444",
    "wildfly, warn.federation.callback-port=8443"
  })
  void portThatIsNamedTwice_isRefused(String server, String setting) throws Exception {
    settings(setting);

    assertThat(refusal(server)).containsPattern("port 844[34] is named twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {PAYARA, WILDFLY})
  void secretThatCannotArriveUnbroken_isRefused(String server) throws Exception {
    Path secret = secrets.resolve("warn.operations.password");
    Files.writeString(secret, "two\nlines");
    assertThat(refusal(server)).contains("warn.operations.password: must be one line");
    Files.writeString(secret, "of windows\r\n");
    assertThat(refusal(server)).contains("warn.operations.password: must be one line");
    Files.writeString(secret, "");
    assertThat(refusal(server)).contains("warn.operations.password: is empty");
    Files.writeString(secret, "with a blank");
    assertThat(refusal(server)).contains("must be of ASCII characters without blanks");
    Files.write(secret, new byte[] {(byte) 0xe9});
    assertThat(refusal(server)).contains("warn.operations.password: must be UTF-8");
    Files.delete(secret);
    assertThat(refusal(server)).contains("warn.operations.password: is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {PAYARA, WILDFLY})
  void callersAreAskedFor_onlyWithAListenerForThem(String server) throws Exception {
    Files.delete(secrets.resolve("warn.tls.truststore-password"));
    assertThat(refusal(server)).doesNotContain("truststore");
    settings("warn.federation.callback-port=8445");
    assertThat(refusal(server)).contains("warn.tls.truststore is missing");
    settings("warn.federation.callback-port=8445", "warn.tls.truststore=/etc/warn/callers.p12");
    assertThat(refusal(server)).contains("warn.tls.truststore-password: is missing");
  }

  @Test
  void passwordThatADomainCannotBeMadeWith_isRefused() throws Exception {
    Path master = secrets.resolve("warn.payara.master-password");
    Files.writeString(master, "a=b");
    assertThat(domain()).contains("warn.payara.master-password: must be of letters, digits and");
    Files.delete(master);
    assertThat(domain()).contains("warn.payara.master-password: is missing");
  }

  private String domain() throws IOException, InterruptedException {
    return run(
        List.of(
            "sh",
            SCRIPTS.resolve(PAYARA).resolve("create-domain.sh").toString(),
            folder.resolve("domains/warn").toString(),
            secrets.toString()));
  }

  @Test
  void passwordsOfPayaraItself_areRefusedInProduction() throws Exception {
    Path master = secrets.resolve("warn.payara.master-password");
    Files.writeString(master, "changeit");
    assertThat(refusal(PAYARA)).contains("must be there and not Payara's own");
    Files.delete(master);
    assertThat(refusal(PAYARA)).contains("must be there and not Payara's own");
    Files.writeString(master, "another");
    Files.delete(secrets.resolve("warn.payara.admin-password"));
    assertThat(refusal(PAYARA)).contains("warn.payara.admin-password: is missing");
  }

  /** What "asadmin uptime" says without a password: here, "true" is asadmin. */
  @Test
  void administratorWithoutPassword_isRefusedInProduction() throws Exception {
    assertThat(refusal(PAYARA)).contains("anybody is its administrator, without a password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.3.23", "2.3.24", "2.3.9"})
  void oldUndertow_isRefused(String version) throws Exception {
    Files.move(
        undertow("core", "undertow-core-2.3.27.Final.jar"),
        module("core").resolve("undertow-core-" + version + ".Final.jar"));

    assertThat(refusal(WILDFLY)).contains("Undertow " + version + " is unsafe");
  }

  @Test
  void jarThatIsMissing_isRefused() throws Exception {
    assertThat(refusal(WILDFLY)).contains("postgresql.jar: is missing");
    Files.writeString(folder.resolve("postgresql.jar"), "driver");
    assertThat(refusal(WILDFLY)).contains("eclipselink.jar: is missing");
    Files.writeString(folder.resolve("eclipselink.jar"), "provider");
    assertThat(refusal(WILDFLY)).contains("jipijapa-eclipselink-*.jar: is missing");
  }

  @Test
  void modules_areMadeOnce_andAnewWhenTheyAreToDiffer() throws Exception {
    Files.writeString(folder.resolve("postgresql.jar"), "driver");
    Files.writeString(folder.resolve("eclipselink.jar"), "provider");
    Files.writeString(
        Files.createDirectories(
                folder.resolve(
                    WILDFLY + "/modules/system/layers/base/org/eclipse/persistence/main"))
            .resolve("jipijapa-eclipselink-39.jar"),
        "adaptor");
    assertThat(moduleCommands())
        .satisfiesExactly(
            command -> assertThat(command).startsWith("module add --name=org.postgresql"),
            command ->
                assertThat(command)
                    .startsWith("module add --name=org.eclipse.persistence")
                    .contains("eclipselink.jar:", "/jipijapa-eclipselink-39.jar"));
    made("org/postgresql", "driver", "postgresql.jar", "java.se jdk.net jakarta.transaction.api");
    Path module =
        made(
            "org/eclipse/persistence",
            "provider",
            "eclipselink.jar",
            "java.se jakarta.annotation.api jakarta.enterprise.api jakarta.json.api"
                + " jakarta.persistence.api jakarta.transaction.api jakarta.validation.api"
                + " jakarta.xml.bind.api org.jboss.as.jpa.spi org.jboss.logging org.jboss.vfs");
    Files.writeString(module.resolve("jipijapa-eclipselink-39.jar"), "adaptor");
    Files.writeString(
        module.resolve("module.xml"), " path=\"jipijapa-eclipselink-39.jar\"", APPEND);
    assertThat(moduleCommands()).isEmpty();

    Files.writeString(folder.resolve("eclipselink.jar"), "a newer one");
    assertThat(moduleCommands()).hasSize(2).first().asString().startsWith("module remove");
    Files.writeString(folder.resolve("eclipselink.jar"), "provider");
    Files.writeString(
        module.resolve("module.xml"),
        Files.readString(module.resolve("module.xml")).replace("org.jboss.vfs", ""));
    assertThat(moduleCommands()).hasSize(2).first().asString().startsWith("module remove");
  }

  /** As WildFly leaves a module. */
  private Path made(String name, String content, String jar, String dependencies)
      throws IOException {
    Path main = Files.createDirectories(folder.resolve(WILDFLY + "/modules/" + name + "/main"));
    Files.writeString(main.resolve(jar), content);
    Files.writeString(
        main.resolve("module.xml"),
        "path=\"" + jar + "\" \"" + dependencies.replace(" ", "\" \"") + "\"");
    return main;
  }

  /** What the script would have WildFly do about modules. */
  private List<String> moduleCommands() throws IOException, InterruptedException {
    Path commands = folder.resolve("commands");
    Path bin = Files.createDirectories(folder.resolve(WILDFLY + "/bin"));
    Files.writeString(
        bin.resolve("jboss-cli.sh"), "cp \"${1#--file=}\" " + commands + " && exit 0\n");
    assertThat(refusal(WILDFLY)).isEmpty();
    return Files.readAllLines(commands).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("module "))
        .toList();
  }

  @Test
  void newUndertow_takesThePlaceOfTheOld_onceAndAgain() throws Exception {
    Path jars = Files.createDirectory(folder.resolve("jars"));
    Files.writeString(jars.resolve("undertow-core-2.3.28.Final.jar"), "new");
    for (int i = 0; i < 2; i++) {
      String said =
          run(
              List.of(
                  "sh",
                  SCRIPTS.resolve("wildfly/update-undertow.sh").toString(),
                  folder.resolve(WILDFLY).toString(),
                  jars.toString()));

      assertThat(said).contains("undertow-core-2.3.28.Final.jar");
      assertThat(module("core").resolve("undertow-core-2.3.28.Final.jar")).hasContent("new");
      assertThat(module("core").resolve("undertow-core-2.3.27.Final.jar")).doesNotExist();
      assertThat(module("core").resolve("module.xml"))
          .content()
          .contains("<resource-root path=\"undertow-core-2.3.28.Final.jar\"/>");
      assertThat(module("servlet").resolve("undertow-servlet-2.3.26.Final.jar")).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "back\\slash \\n \\u0041",
        " blank at the beginning",
        "#!=: %s $HOME ${x} `id` \"'",
        "é€𝄞",
        "-n"
      })
  void secretInAPasswordFile_isTheSameToJava(String secret) throws Exception {
    Files.writeString(secrets.resolve("warn.x"), secret + "\n", StandardCharsets.UTF_8);
    String line =
        run(
            List.of(
                "sh",
                "-c",
                "properties=/dev/null secrets="
                    + secrets
                    + "; . "
                    + SCRIPTS.resolve("checks.sh")
                    + "; password_line NAME warn.x"));

    Properties read = new Properties();
    read.load(new StringReader(line));
    assertThat(read).containsEntry("NAME", secret);
  }

  private void settings(String... more) throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "warn.public.port=8443",
                "warn.public.http-port=8080",
                "warn.operations.port=8444"));
    lines.addAll(List.of(more));
    Files.write(folder.resolve("warn.properties"), lines);
  }

  private Path module(String module) {
    return folder.resolve(WILDFLY + "/modules/system/layers/base/io/undertow/" + module + "/main");
  }

  private Path undertow(String module, String jar) throws IOException {
    Path main = Files.createDirectories(module(module));
    Files.writeString(
        main.resolve("module.xml"), "<resources><resource-root path=\"" + jar + "\"/></resources>");
    return Files.writeString(main.resolve(jar), "old");
  }

  private String refusal(String server) throws IOException, InterruptedException {
    return run(
        List.of(
            "sh",
            SCRIPTS.resolve(server).resolve("configure.sh").toString(),
            folder.resolve(server).toString(),
            folder.resolve("warn.properties").toString(),
            secrets.toString(),
            folder.resolve("postgresql.jar").toString(),
            folder.resolve("eclipselink.jar").toString()));
  }

  /** What it says, on both streams. */
  private String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ASADMIN", "true");
    builder.environment().put("WARN_CREDENTIAL_STORE_PASSWORD", "some-password");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
