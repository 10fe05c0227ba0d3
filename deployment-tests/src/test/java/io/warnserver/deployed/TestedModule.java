package io.warnserver.deployed;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A web module of the application, with what tests in it need. */
final class TestedModule {

  private static final String WEB_XML = "WEB-INF/web.xml";

  /** What may be asked of the public listener: Arquillian's servlet, too. */
  private static final String PUBLIC = "<param-value>/version/v1</param-value>";

  private static final String PUBLIC_WITH_RUNNER =
      "<param-value>/version/v1 /ArquillianServletRunnerEE9</param-value>";

  private TestedModule() {}

  static WebArchive of(WebArchive war, Class<?> test) throws IOException, URISyntaxException {
    try (InputStream file = war.get(WEB_XML).getAsset().openStream()) {
      String webXml = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      war.setWebXML(new StringAsset(webXml.replace(PUBLIC, PUBLIC_WITH_RUNNER)));
    }
    return war.addClasses(test, OutsideTheContainer.class)
        .addClasses(InContainer.class, DatabaseUnit.class, ScriptedGateway.class)
        .addClasses(TransactionsContract.class, GrantsContract.class)
        .addClasses(LedgerContract.class, RevocationsContract.class, FederationRowsContract.class)
        .addAsLibrary(
            new File(Assertions.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }
}
