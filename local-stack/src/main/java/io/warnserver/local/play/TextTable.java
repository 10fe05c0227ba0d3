package io.warnserver.local.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table of text: the first columns to the left, the others to the right. */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int leftColumns;

  /** A table of names and numbers: only the first column to the left. */
  public TextTable() {
    this(1);
  }

  /**
   * A table with that many columns to the left.
   *
   * @param leftColumns 0 or more
   */
  public TextTable(int leftColumns) {
    this.leftColumns = leftColumns;
  }

  /**
   * Adds a row; rows may have fewer cells than others.
   *
   * @param cells numbers get a separator of thousands
   */
  public TextTable row(Object... cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(
          cell instanceof Number number
              ? String.format(Locale.ROOT, "%,d", number.longValue())
              : cell.toString());
    }
    rows.add(texts);
    return this;
  }

  /** The lines, without spaces at their ends. */
  @Override
  public String toString() {
    return rows.stream().map(this::line).collect(Collectors.joining(System.lineSeparator()));
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String space = " ".repeat(width(column) - cell.length());
      line.append(column == 0 ? "" : GAP);
      line.append(column < leftColumns ? cell + space : space + cell);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }
}
