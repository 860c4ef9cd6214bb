package org.parfocal.report;

import java.util.List;

/**
 * A table that can be sorted, filtered and taken away.
 *
 * @param id letters, digits and hyphens, unique in a page
 * @param caption what its rows are
 * @param columns in their order
 * @param rows a cell for each column
 * @param notes below it, one sentence each
 */
public record DataTable(
    String id, String caption, List<Column> columns, List<List<Cell>> rows, List<String> notes)
    implements Block {
  public DataTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** A table without notes. */
  public DataTable(String id, String caption, List<Column> columns, List<List<Cell>> rows) {
    this(id, caption, columns, rows, List.of());
  }

  /**
   * A column.
   *
   * @param heading short
   * @param description what it is, in a few words; may be empty
   * @param kind of its cells
   */
  public record Column(String heading, String description, Kind kind) {
    /** A column of text. */
    public static Column text(String heading) {
      return new Column(heading, "", Kind.TEXT);
    }

    /** A column of text of which rows can be chosen by its values. */
    public static Column choice(String heading) {
      return new Column(heading, "", Kind.CHOICE);
    }

    /** A column of numbers. */
    public static Column number(String heading, String description) {
      return new Column(heading, description, Kind.NUMBER);
    }
  }

  /** What the cells of a column are. */
  public enum Kind {
    TEXT,
    /** A few values, by which rows are chosen. */
    CHOICE,
    NUMBER
  }

  /**
   * A cell.
   *
   * @param text as it is shown
   * @param value by which rows are sorted; NaN where the text is, or where there is no number
   */
  public record Cell(String text, double value) {
    /** Of text. */
    public static Cell of(String text) {
      return new Cell(text, Double.NaN);
    }
  }
}
