package org.parfocal.dataset.bcss.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DatasetException;

/** What the codes of masks mean. */
final class MaskCodes {
  /** Below the data set's folder; tabulators, with a header line. */
  static final String FILE = "meta/gtruth_codes.tsv";

  private static final long LARGEST_FILE = 1 << 16;
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
    try {
      if (Files.size(table) > LARGEST_FILE) {
        throw new DatasetException(
            "%s is larger than a table of mask codes; replace it by the published one, or remove it."
                .formatted(table));
      }
      return parse(table, Files.readString(table, StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new DatasetException(
          "%s cannot be read: %s; replace it by the published one, or remove it."
              .formatted(table, e.getMessage()),
          e);
    }
  }

  private static MaskCodes parse(Path table, List<String> lines) {
    Map<String, Integer> codes = new LinkedHashMap<>();
    for (int line = 1; line < lines.size(); line++) {
      if (lines.get(line).isBlank()) {
        continue;
      }
      String[] cells = lines.get(line).split("\t", -1);
      String name = cells[0].strip();
      int code = cells.length == 2 ? code(cells[1].strip()) : -1;
      if (name.isEmpty() || code < 0 || codes.containsValue(code) || codes.containsKey(name)) {
        throw new DatasetException(
            "%s, line %d: '%s' is not a new name, a tabulator, and a new code from 0 to %d; correct it, or remove the file."
                .formatted(table, line + 1, lines.get(line), LARGEST_CODE));
      }
      codes.put(name, code);
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
