package io.warnserver.local.data;

import io.warnserver.keys.HourNumber;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** Fills the tables that keys arrive in, within the database: a million keys take some seconds. */
public final class KeyFilling {

  /**
   * Each key is due in the hour of its submission: it expired at least two hours before (key
   * packages, policy 1), in which phones may still use what they have received. It is of a whole
   * day and confirmed by a test.
   */
  private static final String INSERT =
      """
      with plan (
          seed, first, hours, keys, origins, countries, all_countries, visited_percent) as (
        values (?, ?, ?, ?, ?, ?, ?, ?))
      insert into TABLE (
        key_data, rolling_start, rolling_period, transmission_risk_level,
        days_since_onset, report_type, origin, visited_countries, submission_hour)
      select
        decode(md5(seed || ' ' || number), 'hex'),
        ((hour * 6 - 12) / 144 - 1 - floor(random() * 13)::integer) * 144,
        144,
        1 + floor(random() * 8)::integer,
        floor(random() * 18)::integer - 3,
        1,
        origin,
        (select string_agg(country, ',') from unnest(all_countries) country
          where country = origin
            or (random() * 100 < visited_percent and country = any (countries))),
        hour
      from (
        select plan.*, number, first + (number * hours / keys)::integer as hour,
          origins[1 + floor(random() * cardinality(origins))::integer] as origin
        from plan, generate_series(0, keys - 1) number
        offset 0) submitted
      """;

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
    Set<String> all = new TreeSet<>(plan.countries());
    all.addAll(plan.origins());
    try (Statement settings = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement(INSERT.replace("TABLE", "warn." + table))) {
      // A role's limit is for what submissions do, which is short.
      settings.execute("set statement_timeout = 0");
      settings.execute("select setseed(" + plan.seed() + " / 1e9)");
      insert.setString(1, String.valueOf(plan.seed()));
      insert.setInt(2, end.plus(-plan.hours()).value());
      insert.setInt(3, plan.hours());
      insert.setLong(4, plan.count());
      insert.setArray(5, connection.createArrayOf("text", plan.origins().toArray()));
      insert.setArray(6, connection.createArrayOf("text", plan.countries().toArray()));
      insert.setArray(7, connection.createArrayOf("text", all.toArray()));
      insert.setInt(8, plan.visitedPercent());
      return insert.executeLargeUpdate();
    }
  }
}
