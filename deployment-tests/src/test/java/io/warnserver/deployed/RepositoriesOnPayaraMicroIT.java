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
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** In Payara Micro, with its transaction manager, its connection pools and EclipseLink. */
@ExtendWith({OutsideTheContainer.OnPayaraMicro.class, ArquillianExtension.class})
class RepositoriesOnPayaraMicroIT
    implements TransactionsContract,
        FederationRowsContract,
        GrantsContract,
        LedgerContract,
        RevocationsContract {

  @Inject private DistributionTransactions distribution;
  @Inject private FederationTransactions federation;
  @Inject private SubmissionTransactions submission;

  @Deployment
  static WebArchive war() throws IOException, URISyntaxException {
    return TestedModule.of(
        ShrinkWrap.create(ZipImporter.class, "warn-server.war")
            .importFrom(new File(System.getProperty("warn.war")))
            .as(WebArchive.class),
        RepositoriesOnPayaraMicroIT.class);
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
