package io.warnserver.deployed;

import io.warnserver.database.ContainerTransactions;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.DistributionTransactions;
import io.warnserver.federation.FederationTransactions;
import io.warnserver.submission.store.SubmissionTransactions;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * In WildFly, with its transaction manager, its connection pools and its adaptor for EclipseLink.
 */
@ExtendWith({OutsideTheContainer.OnWildFly.class, ArquillianExtension.class})
class RepositoriesOnWildFlyIT
    implements TransactionsContract,
        FederationRowsContract,
        GrantsContract,
        LedgerContract,
        RevocationsContract {

  /** It sees the modules beside it. */
  private static final String MODULE = "submission.war";

  @Inject private DistributionTransactions distribution;
  @Inject private FederationTransactions federation;
  @Inject private SubmissionTransactions submission;

  @Deployment
  static EnterpriseArchive ear() throws IOException, URISyntaxException {
    EnterpriseArchive ear =
        ShrinkWrap.create(ZipImporter.class, "warn-server.ear")
            .importFrom(new File(System.getProperty("warn.ear")))
            .as(EnterpriseArchive.class);
    WebArchive war =
        TestedModule.of(ear.getAsType(WebArchive.class, MODULE), RepositoriesOnWildFlyIT.class);
    ear.delete(MODULE);
    return ear.addAsModule(Testable.archiveToTest(war));
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
