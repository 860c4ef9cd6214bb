package org.parfocal.report.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.parfocal.core.text.Csv;

/**
 * A checklist of what a paper must report: the items that stored files answer, answered, and the
 * others listed.
 *
 * @param name as it is published
 * @param source where its items stand in full
 * @param items in their order
 */
record Checklist(String name, String source, List<Item> items) {
  /** Tejani et al. 2024, 44 items; in our words. */
  static final Checklist CLAIM =
      read("CLAIM 2024", "https://doi.org/10.1148/ryai.240300", "claim-2024");

  /** Collins et al. 2024, 27 items; in our words. */
  static final Checklist TRIPOD =
      read("TRIPOD+AI", "https://doi.org/10.1136/bmj-2023-078378", "tripod-ai");

  /**
   * An item.
   *
   * @param number as it is published
   * @param section where it belongs
   * @param asks in a few words
   * @param answer name of what answers it; empty where no file does
   */
  record Item(String number, String section, String asks, String answer) {}

  private static Checklist read(String name, String source, String file) {
    try {
      List<List<String>> rows = Csv.parse(Specifications.checklist(file));
      return new Checklist(
          name,
          source,
          rows.subList(1, rows.size()).stream()
              .map(row -> new Item(row.get(0), row.get(1), row.get(2), row.get(3)))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The list, Markdown.
   *
   * @param answers by name; an item whose answer is not there is one for people
   */
  String text(Map<String, String> answers) {
    List<String> lines = new ArrayList<>();
    long answered = items.stream().filter(item -> answers.containsKey(item.answer)).count();
    lines.add("# " + name);
    lines.add("");
    lines.add(
        "%d of %d items are answered from the stored files, in full words at %s; those with an empty box are for the authors."
            .formatted(answered, items.size(), source));
    lines.add("");
    for (Item item : items) {
      String answer = answers.getOrDefault(item.answer, "");
      lines.add(
          "- [%s] %s. %s: %s%s"
              .formatted(
                  answer.isEmpty() ? " " : "x",
                  item.number,
                  item.section,
                  item.asks,
                  answer.isEmpty() ? "" : "  \n  " + TableFormats.markdown(answer)));
    }
    return String.join("\n", lines) + "\n";
  }
}
