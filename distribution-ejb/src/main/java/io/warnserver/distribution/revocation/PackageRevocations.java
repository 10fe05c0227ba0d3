package io.warnserver.distribution.revocation;

import io.warnserver.database.ContainerTransactions;
import io.warnserver.distribution.ledger.DistributionTransactions;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** Takes operators' orders and lists them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PackageRevocations {

  @Inject private Clock clock;
  @Inject private DistributionTransactions role;

  private RevocationBook book;

  @PostConstruct
  void open() {
    book = new RevocationBook(new ContainerTransactions(role));
  }

  /**
   * Writes an order down; the next run carries it out.
   *
   * @return its number
   * @throws RevocationRefusedException if the package is not there, or has not all of the keys
   */
  public long order(RevocationOrder order) {
    return book.write(order, clock.instant());
  }

  /** All orders that are remembered, the oldest first. */
  public List<Revocation> all() {
    return book.all();
  }
}
