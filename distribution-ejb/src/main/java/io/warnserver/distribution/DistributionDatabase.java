package io.warnserver.distribution;

import io.warnserver.database.ContainerTransactions;
import io.warnserver.database.Schema;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.DistributionTransactions;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import io.warnserver.settings.StartCheck;
import io.warnserver.settings.StartReadings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Brings the schema up to date at the start; nobody uses the distribution's database before. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DistributionDatabase {

  private static final Logger LOG = Logger.getLogger(DistributionDatabase.class.getName());

  @Inject @Any private Instance<StartReadings> modules;
  @Inject private DistributionTransactions role;

  @Resource(lookup = "jdbc/warn-migration")
  private DataSource migrationRole;

  private Transactions transactions;

  @PostConstruct
  void start() {
    StartCheck.check(modules.stream().toList());
    Schema schema = new Schema(migrationRole);
    if (!schema.isFor(SettingsReader.ofServer().get(Mode.SETTING))) {
      String fault =
          Mode.SETTING.name()
              + ": the database of jdbc/warn-migration was made with development passwords,"
              + " which production mode refuses";
      LOG.severe(fault);
      throw new InvalidSettingsException(List.of(fault));
    }
    int applied = schema.migrate();
    LOG.log(Level.INFO, "The database schema is up to date ({0} migrations applied)", applied);
    transactions = new ContainerTransactions(role);
  }

  /** Those of the distribution's role. */
  public Transactions transactions() {
    return transactions;
  }
}
