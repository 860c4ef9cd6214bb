package org.parfocal.core.internal.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.parfocal.api.OutputException;
import org.parfocal.core.ChosenOption;
import org.parfocal.core.Selection.Method;
import org.parfocal.core.text.Csv;

/** Reads {@code selection.csv} as {@link ChoiceTable} writes it. */
public final class StoredChoices {
  private StoredChoices() {}

  /**
   * Reads the text again; rows without an option are left out.
   *
   * @throws OutputException if it is damaged
   */
  public static List<ChosenOption> parse(Path file, String text) {
    try {
      List<List<String>> rows = Csv.parse(text);
      if (rows.isEmpty() || !rows.get(0).equals(ChoiceTable.HEADER)) {
        throw new IOException("its columns are not those of a selection");
      }
      return rows.stream()
          .skip(1)
          .filter(row -> !row.get(6).isEmpty())
          .map(StoredChoices::option)
          .toList();
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new OutputException(
          "%s is damaged (%s); write it anew with parfocal evaluate %s."
              .formatted(file, e.getMessage(), file.getParent()),
          e);
    }
  }

  private static ChosenOption option(List<String> row) {
    Method by =
        Arrays.stream(Method.values())
            .filter(method -> method.label().equals(row.get(2)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no method " + row.get(2)));
    return new ChosenOption(
        Csv.restored(row.get(1)),
        by,
        Csv.restored(row.get(3)),
        Csv.restored(row.get(4)),
        Long.parseLong(row.get(5)),
        Csv.restored(row.get(6)),
        row.get(7).isEmpty() ? Double.NaN : Double.parseDouble(row.get(7)),
        Boolean.parseBoolean(row.get(8)));
  }
}
