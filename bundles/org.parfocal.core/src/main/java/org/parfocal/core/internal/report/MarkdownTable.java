package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.core.text.Markdown;

/** A Markdown table whose columns also line up in a terminal; the first is left-aligned. */
final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(List<String> header) {
    add(header);
  }

  void add(List<String> row) {
    rows.add(row.stream().map(Markdown::cell).toList());
  }

  String text() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    }
    StringBuilder out = new StringBuilder();
    for (int index = 0; index < rows.size(); index++) {
      out.append('|');
      for (int column = 0; column < columns; column++) {
        String cell = rows.get(index).get(column);
        String padding = " ".repeat(Math.max(0, widths[column] - length(cell)));
        out.append(' ').append(column == 0 ? cell + padding : padding + cell).append(" |");
      }
      out.append('\n');
      if (index == 0) {
        out.append(rule(widths));
      }
    }
    return out.toString();
  }

  private static String rule(int[] widths) {
    StringBuilder rule = new StringBuilder("|");
    for (int column = 0; column < widths.length; column++) {
      rule.append(column == 0 ? ':' : '-').append("-".repeat(widths[column]));
      rule.append(column == 0 ? "-|" : ":|");
    }
    return rule.append('\n').toString();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
