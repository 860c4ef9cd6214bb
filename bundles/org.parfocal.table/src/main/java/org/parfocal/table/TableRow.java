package org.parfocal.table;

import java.util.List;

/**
 * A row of a table in which at least one cell holds something.
 *
 * @param line where it begins in its file, from 1
 * @param cells its values, without quotes and without white space around them
 */
public record TableRow(long line, List<String> cells) {
  public TableRow {
    cells = List.copyOf(cells);
  }
}
