package io.warnserver.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * Statements in PostgreSQL's own words, for sets of rows that are no entities. Parameters come in
 * order, those of many values as {@link SqlArray}; none is null.
 */
public final class NativeSql {

  private NativeSql() {}

  /**
   * Executes a statement that changes rows.
   *
   * @return how many it changed
   */
  public static int change(EntityManager entities, String sql, Object... parameters) {
    return query(entities, sql, parameters).executeUpdate();
  }

  /** The one number that a query gives. */
  public static Number number(EntityManager entities, String sql, Object... parameters) {
    return (Number) query(entities, sql, parameters).getSingleResult();
  }

  /** All rows of a query that gives several columns. */
  public static Stream<Object[]> rows(EntityManager entities, String sql, Object... parameters) {
    List<?> rows = query(entities, sql, parameters).getResultList();
    return rows.stream().map(Object[].class::cast);
  }

  private static Query query(EntityManager entities, String sql, Object... parameters) {
    Query query = entities.createNativeQuery(sql);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(
          i + 1,
          parameters[i] instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : parameters[i]);
    }
    return query;
  }
}
