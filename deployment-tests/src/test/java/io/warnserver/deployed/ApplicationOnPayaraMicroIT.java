package io.warnserver.deployed;

import io.warnserver.local.servers.Ports;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** The WAR on Payara Micro. */
@RunAsClient
@ExtendWith({MicroSurroundings.class, ArquillianExtension.class})
class ApplicationOnPayaraMicroIT
    implements MainJobContract,
        SubmissionRulesContract,
        UnreadBodiesContract,
        StrangerContract,
        FramingContract,
        LoginContract,
        ProtocolContract,
        SocketsContract {

  @Deployment(testable = false)
  static WebArchive war() {
    return ShrinkWrap.create(ZipImporter.class, "warn-server.war")
        .importFrom(new File(System.getProperty("warn.war")))
        .as(WebArchive.class);
  }

  @Override
  public DeployedServer server() {
    return MicroSurroundings.server();
  }

  @Override
  public List<Door> doors() {
    return Doors.of(server().surroundings());
  }

  @Override
  public Set<String> takenForWellFormed() {
    return BY_PAYARA;
  }

  @Override
  public Set<Integer> plainPorts() {
    Ports ports = server().surroundings().ports();
    return Set.of(ports.application(), ports.operations());
  }

  @Override
  public Map<Integer, SSLContext> tlsPorts() {
    return Map.of();
  }

  /** Arquillian's child. */
  @Override
  public ProcessHandle serverProcess() {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains("payara-micro.jar"))
        .findAny()
        .orElseThrow();
  }

  @Override
  public Set<Integer> expectedPorts() {
    return plainPorts();
  }
}
