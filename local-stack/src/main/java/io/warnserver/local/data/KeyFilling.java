package io.warnserver.local.data;

import io.warnserver.keys.HourNumber;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills the tables that keys arrive in, by PostgreSQL's COPY: a million keys take some seconds. */
public final class KeyFilling {

  private static final String COLUMNS =
      " (key_data, rolling_start, rolling_period, transmission_risk_level,"
          + " days_since_onset, report_type, origin, visited_countries, submission_hour)";

  private static final int BLOCK_CHARS = 64 * 1024;
  private static final char COLUMN = '\t';

  private KeyFilling() {}

  /**
   * Adds the keys of a plan; all of them or none.
   *
   * @param connection of a role that may insert
   * @param end the hour after the last one of the plan
   * @return how many were added
   * @throws SQLException where the database refuses, such as for a plan whose keys are there
   */
  public static long fill(Connection connection, KeyPlan plan, HourNumber end) throws SQLException {
    return fill(connection, "incoming_key", plan, end);
  }

  /** As {@link #fill}, for the keys of people who agreed that other countries get them. */
  public static long fillUploadQueue(Connection connection, KeyPlan plan, HourNumber end)
      throws SQLException {
    return fill(connection, "federation_upload_key", plan, end);
  }

  private static long fill(Connection connection, String table, KeyPlan plan, HourNumber end)
      throws SQLException {
    // A role's limit is for what submissions do, which is short.
    try (Statement statement = connection.createStatement()) {
      statement.execute("set statement_timeout = 0");
    }
    KeyGenerator keys = new KeyGenerator(plan, end);
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy warn." + table + COLUMNS + " from stdin");
    try {
      StringBuilder block = new StringBuilder();
      while (keys.hasNext()) {
        append(block, keys.next());
        if (block.length() >= BLOCK_CHARS || !keys.hasNext()) {
          byte[] bytes = block.toString().getBytes(StandardCharsets.US_ASCII);
          copy.writeToCopy(bytes, 0, bytes.length);
          block.setLength(0);
        }
      }
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void append(StringBuilder block, GeneratedKey key) {
    block.append("\\\\x").append(HexFormat.of().formatHex(key.keyData().toBytes())).append(COLUMN);
    block.append(key.rollingStart()).append(COLUMN);
    block.append(key.rollingPeriod()).append(COLUMN);
    block.append(key.transmissionRiskLevel()).append(COLUMN);
    block.append(key.daysSinceOnset()).append(COLUMN);
    block.append(key.reportType()).append(COLUMN);
    block.append(key.origin()).append(COLUMN);
    block.append(key.visitedCountries()).append(COLUMN);
    block.append(key.submissionHour().value()).append('\n');
  }
}
