package io.warnserver.database;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.server.ExternalConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * Lets a persistence unit of EclipseLink begin while the database is away. EclipseLink would take a
 * connection, although it needs none yet, and Payara would then give up the whole application.
 */
@SuppressWarnings("removal") // Its successor is not in the EclipseLink of every Payara 6.
public class PatientSession implements SessionCustomizer {

  private static final Logger LOG = Logger.getLogger(PatientSession.class.getName());

  private static final String READ = "read";

  @Override
  public void customize(Session session) {
    ServerSession server = (ServerSession) session;
    server.addConnectionPool(new Pool(ServerSession.DEFAULT_POOL, server));
    server.setReadConnectionPool(new Pool(READ, server));
  }

  /** The container's connections; each use takes one, whether or not the first could be had. */
  private static final class Pool extends ExternalConnectionPool {

    Pool(String name, ServerSession owner) {
      super(name, owner.getDatasourceLogin(), owner);
    }

    @Override
    protected Accessor buildConnection() {
      Accessor connection = getLogin().buildAccessor();
      connection.setPool(this);
      try {
        connection.connect(getLogin(), getOwner());
      } catch (DatabaseException e) {
        LOG.log(Level.FINE, "The database is away; connections are taken when it is there", e);
      }
      return connection;
    }
  }
}
