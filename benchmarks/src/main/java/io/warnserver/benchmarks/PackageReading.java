package io.warnserver.benchmarks;

import io.warnserver.local.servers.Database;
import io.warnserver.local.servers.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the keys of every package from the database, in the order in which they are published. */
final class PackageReading {

  private static final int FETCH_SIZE = 2000;

  private static final String PACKAGES =
      "select tree, first_hour, hours from warn.key_package order by first_hour + hours, tree, hours";

  private static final String KEYS =
      "select key_data, rolling_start, rolling_period, transmission_risk_level"
          + " from warn.publication where tree = ? and package_hour between ? and ?"
          + " order by key_data";

  private final Database database;
  private long rows;

  PackageReading(Database database) {
    this.database = database;
  }

  /** How many rows the last reading gave. */
  long rows() {
    return rows;
  }

  void run() throws SQLException {
    rows = 0;
    try (Connection connection = database.connect(DatabaseRole.DISTRIBUTION)) {
      connection.setAutoCommit(false);
      List<Window> windows = windows(connection);
      try (PreparedStatement keys = connection.prepareStatement(KEYS)) {
        keys.setFetchSize(FETCH_SIZE);
        for (Window window : windows) {
          keys.setString(1, window.tree());
          keys.setInt(2, window.firstHour());
          keys.setInt(3, window.firstHour() + window.hours() - 1);
          read(keys);
        }
      }
    }
  }

  private void read(PreparedStatement keys) throws SQLException {
    try (ResultSet row = keys.executeQuery()) {
      while (row.next()) {
        row.getBytes(1);
        row.getInt(2);
        row.getInt(3);
        row.getInt(4);
        rows++;
      }
    }
  }

  private static List<Window> windows(Connection connection) throws SQLException {
    List<Window> windows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PACKAGES);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        windows.add(new Window(row.getString(1), row.getInt(2), row.getInt(3)));
      }
    }
    return windows;
  }

  private record Window(String tree, int firstHour, int hours) {}
}
