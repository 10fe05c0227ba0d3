package io.warnserver.distribution.revocation;

import io.warnserver.database.JtaTransactions;
import io.warnserver.database.Transactions;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Takes operators' orders and lists them. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class PackageRevocations {

  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(1);

  @Inject private Clock clock;

  @Resource(lookup = "jdbc/warn-distribution")
  private DataSource distributionRole;

  @Resource private UserTransaction userTransaction;

  private RevocationBook book;
  private RevocationList list;

  @PostConstruct
  void open() {
    Transactions transactions =
        new JtaTransactions(userTransaction, distributionRole, TRANSACTION_TIMEOUT);
    book = new RevocationBook(transactions);
    list = new RevocationList(transactions);
  }

  /**
   * Writes an order down; the next run carries it out.
   *
   * @return its number
   * @throws RevocationRefusedException if the package is not there, or has not all of the keys
   */
  public long order(RevocationOrder order) throws RevocationRefusedException {
    return book.write(order, clock.instant());
  }

  /** All orders that are remembered, the oldest first. */
  public List<Revocation> all() {
    return list.all();
  }
}
