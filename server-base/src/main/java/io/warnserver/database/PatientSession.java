package io.warnserver.database;

import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.databaseaccess.DatasourcePlatform;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.server.ExternalConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * Lets a persistence unit of EclipseLink begin while the database is away, or has no tables yet.
 * EclipseLink would take a connection, although it needs none yet, and Payara would then give up
 * the whole application.
 */
@SuppressWarnings("removal") // Its successor is not in the EclipseLink of every Payara 6.
public class PatientSession implements SessionCustomizer {

  private static final String READ = "read";

  @Override
  public void customize(Session session) {
    ServerSession server = (ServerSession) session;
    server.addConnectionPool(new Pool(ServerSession.DEFAULT_POOL, server));
    server.setReadConnectionPool(new Pool(READ, server));
  }

  /** The container's connections: each use takes one. */
  private static final class Pool extends ExternalConnectionPool {

    Pool(String name, ServerSession owner) {
      super(name, owner.getDatasourceLogin(), owner);
    }

    @Override
    protected Accessor buildConnection() {
      LaterConnected connection = new LaterConnected(getLogin(), getOwner());
      connection.setPool(this);
      return connection;
    }
  }

  /** As if the first connection had failed, without an attempt that would be in the log. */
  private static final class LaterConnected extends DatabaseAccessor {

    LaterConnected(Login login, AbstractSession session) {
      setLogin(login);
      setDatasourcePlatform(
          (DatasourcePlatform) session.getDatasourceLogin().getDatasourcePlatform());
    }
  }
}
