package io.warnserver.deployed;

import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import io.warnserver.local.servers.PlayedClock;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ServerInstallation;
import io.warnserver.managed.WildFlyServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * Sets WildFly up for Arquillian as an operator does, and deploys to it what Arquillian has made of
 * the EAR. Arquillian's own adapters start a server that was set up before.
 */
final class WildFlyContainer implements DeployableContainer<WildFlyContainer.Configuration> {

  private static final String ARQUILLIAN_XML = "arquillian.xml";
  private static final String CONFIGURATION = "arquillian-wildfly.xml";

  private Surroundings surroundings;
  private WildFlyServer server;

  /** Nothing is to be set. */
  static final class Configuration implements ContainerConfiguration {
    @Override
    public void validate() {
      // Nothing can be wrong.
    }
  }

  /** Puts it in place of Payara Micro's where it is asked for: Arquillian takes one alone. */
  static final class Extension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
      if (CONFIGURATION.equals(System.getProperty(ARQUILLIAN_XML))) {
        builder.override(
            DeployableContainer.class,
            PayaraMicroDeployableContainer.class,
            WildFlyContainer.class);
      }
    }
  }

  /** Asks for it, before Arquillian begins. */
  static void choose() {
    System.setProperty(ARQUILLIAN_XML, CONFIGURATION);
  }

  @Override
  public Class<Configuration> getConfigurationClass() {
    return Configuration.class;
  }

  @Override
  public void setup(Configuration configuration) {
    // It has no settings.
  }

  @Override
  public void start() {
    // Together with the application.
  }

  @Override
  public void stop() {
    // Together with the application.
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Servlet 5.0");
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    surroundings = Surroundings.startTemporary(PlayedClock.fromNoon(Clock.systemUTC()));
    try {
      Path ear = surroundings.directory().root().resolve(archive.getName());
      archive.as(ZipExporter.class).exportTo(ear.toFile());
      ServerInstallation installed = Installed.wildFly();
      server =
          WildFlyServer.start(
              new ServerInstallation(installed.home(), installed.domainConfig(), ear),
              surroundings,
              "first",
              Map.of(
                  "warn.distribution.schedule", "off",
                  "warn.federation.upload.schedule", "off",
                  "warn.federation.download.schedule", "off"));
    } catch (Exception e) {
      surroundings.close();
      throw new DeploymentException("WildFly did not take the application", e);
    }
    HTTPContext http = new HTTPContext("127.0.0.1", server.address().getPort());
    http.add(new Servlet("ArquillianServletRunnerEE9", "/"));
    return new ProtocolMetaData().addContext(http);
  }

  @Override
  public void undeploy(Archive<?> archive) {
    server.close();
    surroundings.close();
  }
}
