package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.parfocal.core.text.Csv;
import org.parfocal.report.DataTable;
import org.parfocal.report.DataTable.Cell;
import org.parfocal.report.DataTable.Kind;

/** A table as text for other programs and for papers. */
final class TableFormats {
  private static final Map<Character, String> LATEX =
      Map.of(
          '\\', "\\textbackslash{}",
          '~', "\\textasciitilde{}",
          '^', "\\textasciicircum{}",
          '†', "\\textdagger{}",
          '±', "$\\pm$",
          '–', "--");
  private static final String LATEX_SIGNS = "&%$#_{}";
  private static final String MARKDOWN_SIGNS = "\\`*_[]<>|#&";

  private final List<String> headings;
  private final List<Boolean> numbers;
  private final List<List<String>> rows;

  TableFormats(DataTable table) {
    headings = table.columns().stream().map(DataTable.Column::heading).toList();
    numbers = table.columns().stream().map(column -> column.kind() == Kind.NUMBER).toList();
    rows = table.rows().stream().map(row -> row.stream().map(Cell::text).toList()).toList();
  }

  /** With commas; cells that a spreadsheet would take for formulas are kept as text. */
  String csv() {
    return Csv.text(headings, rows);
  }

  /** GitHub's kind. */
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(line(headings.stream().map(TableFormats::markdown).toList()));
    lines.add(line(numbers.stream().map(number -> number ? "--:" : ":--").toList()));
    rows.forEach(row -> lines.add(line(row.stream().map(TableFormats::markdown).toList())));
    return String.join("\n", lines) + "\n";
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** A text that Markdown takes for nothing else, on one line. */
  static String markdown(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char sign : text.replaceAll("\\s+", " ").toCharArray()) {
      escaped.append(MARKDOWN_SIGNS.indexOf(sign) >= 0 ? "\\" : "").append(sign);
    }
    return escaped.toString();
  }

  /** A {@code tabular} with the rules of {@code booktabs}. */
  String latex() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "\\begin{tabular}{%s}"
            .formatted(
                numbers.stream().map(number -> number ? "r" : "l").collect(Collectors.joining())));
    lines.add("\\toprule");
    lines.add(latexRow(headings));
    lines.add("\\midrule");
    rows.forEach(row -> lines.add(latexRow(row)));
    lines.add("\\bottomrule");
    lines.add("\\end{tabular}");
    return String.join("\n", lines) + "\n";
  }

  private static String latexRow(List<String> cells) {
    return cells.stream().map(TableFormats::latex).collect(Collectors.joining(" & ", "", " \\\\"));
  }

  /** A text that LaTeX takes for nothing else. */
  static String latex(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char sign : text.toCharArray()) {
      escaped.append(LATEX_SIGNS.indexOf(sign) >= 0 ? "\\" : "");
      escaped.append(LATEX.getOrDefault(sign, String.valueOf(sign)));
    }
    return escaped.toString();
  }
}
