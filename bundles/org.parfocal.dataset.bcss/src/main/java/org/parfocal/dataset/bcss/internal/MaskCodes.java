package org.parfocal.dataset.bcss.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DatasetException;
import org.parfocal.table.Delimiter;
import org.parfocal.table.Excerpt;
import org.parfocal.table.TableRow;
import org.parfocal.table.TextTable;

/** What the codes of masks mean. */
final class MaskCodes {
  /** Below the data set's folder; tabulators, with a header line. */
  static final String FILE = "meta/gtruth_codes.tsv";

  private static final int LARGEST_CODE = 255;

  /** As published; a name's place is its code. */
  private static final List<String> PUBLISHED =
      List.of(
          "outside_roi",
          "tumor",
          "stroma",
          "lymphocytic_infiltrate",
          "necrosis_or_debris",
          "glandular_secretions",
          "blood",
          "exclude",
          "metaplasia_NOS",
          "fat",
          "plasma_cells",
          "other_immune_infiltrate",
          "mucoid_material",
          "normal_acinus_or_duct",
          "lymphatics",
          "undetermined",
          "nerve",
          "skin_adnexa",
          "blood_vessel",
          "angioinvasion",
          "dcis",
          "other");

  private final Map<String, Integer> codes;

  private MaskCodes(Map<String, Integer> codes) {
    this.codes = Collections.unmodifiableMap(codes);
  }

  /** The published 22 codes. */
  static MaskCodes published() {
    Map<String, Integer> codes = new LinkedHashMap<>();
    PUBLISHED.forEach(name -> codes.put(name, codes.size()));
    return new MaskCodes(codes);
  }

  /**
   * The codes of a copy: those of its table, or the published ones where it has none.
   *
   * @throws DatasetException if the table cannot be understood
   */
  static MaskCodes of(Path root) {
    Path table = root.resolve(FILE);
    if (!Files.exists(table)) {
      return published();
    }
    try (TextTable text = TextTable.open(table, Delimiter.TAB)) {
      return parse(table, text);
    }
  }

  private static MaskCodes parse(Path table, TextTable text) {
    Map<String, Integer> codes = new LinkedHashMap<>();
    text.next(); // the header
    Optional<TableRow> row = text.next();
    while (row.isPresent()) {
      List<String> cells = row.get().cells();
      String name = cells.get(0);
      int code = cells.size() == 2 ? code(cells.get(1)) : -1;
      if (name.isEmpty() || code < 0 || codes.containsValue(code) || codes.containsKey(name)) {
        throw new DatasetException(
            "%s, line %d: '%s' is not a new name, a tabulator, and a new code from 0 to %d; correct it, or remove the file."
                .formatted(
                    table, row.get().line(), Excerpt.of(String.join("\t", cells)), LARGEST_CODE));
      }
      codes.put(name, code);
      row = text.next();
    }
    if (codes.isEmpty()) {
      throw new DatasetException("%s names no code; correct or remove it.".formatted(table));
    }
    return new MaskCodes(codes);
  }

  private static int code(String text) {
    return text.matches("\\d{1,3}") && Integer.parseInt(text) <= LARGEST_CODE
        ? Integer.parseInt(text)
        : -1;
  }

  /** The code of a name; null if there is none. */
  @Nullable Integer code(@Nullable Object name) {
    return codes.get(name);
  }

  /** Whether a code means something. */
  boolean knows(int code) {
    return codes.containsValue(code);
  }

  /** Names and codes in the table's order, for messages and manifests. */
  @Override
  public String toString() {
    return String.join(
        ", ", codes.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }
}
