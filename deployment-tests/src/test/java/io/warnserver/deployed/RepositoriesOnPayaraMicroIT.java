package io.warnserver.deployed;

import io.warnserver.database.ContainerTransactions;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.DistributionTransactions;
import io.warnserver.federation.FederationTransactions;
import io.warnserver.submission.store.SubmissionTransactions;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** In Payara Micro, with its transaction manager, its connection pools and EclipseLink. */
@ExtendWith({OutsideTheContainer.class, ArquillianExtension.class})
class RepositoriesOnPayaraMicroIT
    implements TransactionsContract,
        FederationRowsContract,
        GrantsContract,
        LedgerContract,
        RevocationsContract {

  private static final String WEB_XML = "WEB-INF/web.xml";

  /** What may be asked of the public listener: Arquillian's servlet, too. */
  private static final String PUBLIC = "<param-value>/version/v1</param-value>";

  private static final String PUBLIC_WITH_RUNNER =
      "<param-value>/version/v1 /ArquillianServletRunnerEE9</param-value>";

  @Inject private DistributionTransactions distribution;
  @Inject private FederationTransactions federation;
  @Inject private SubmissionTransactions submission;

  @Deployment
  static WebArchive war() throws IOException, URISyntaxException {
    WebArchive war =
        ShrinkWrap.create(ZipImporter.class, "warn-server.war")
            .importFrom(new File(System.getProperty(OutsideTheContainer.WAR)))
            .as(WebArchive.class);
    try (InputStream file = war.get(WEB_XML).getAsset().openStream()) {
      String webXml = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      war.setWebXML(new StringAsset(webXml.replace(PUBLIC, PUBLIC_WITH_RUNNER)));
    }
    return war.addClasses(
            RepositoriesOnPayaraMicroIT.class,
            OutsideTheContainer.class,
            DatabaseUnit.class,
            FederationRowsContract.class,
            ScriptedGateway.class)
        .addClasses(
            TransactionsContract.class,
            GrantsContract.class,
            LedgerContract.class,
            RevocationsContract.class,
            InContainer.class)
        .addAsLibrary(
            new File(Assertions.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }

  @Override
  public Transactions distribution() {
    return new ContainerTransactions(distribution);
  }

  @Override
  public Transactions federation() {
    return new ContainerTransactions(federation);
  }

  @Override
  public Transactions submission() {
    return new ContainerTransactions(submission);
  }
}
