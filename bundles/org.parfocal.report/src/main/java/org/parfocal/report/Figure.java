package org.parfocal.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A figure that the page draws with Vega-Lite.
 *
 * @param id letters, digits and hyphens, unique in a page; files of the figure are named after it
 * @param title what it shows
 * @param caption how to read it, and how its numbers were made; one sentence each
 * @param specification of Vega-Lite, as JSON, without {@code data}: what it draws are the rows
 * @param rows numbers and texts by name
 * @param choices names of rows' members of which the reader chooses one value at a time, such as
 *     {@code variant}; may be empty
 */
public record Figure(
    String id,
    String title,
    List<String> caption,
    String specification,
    List<Map<String, @Nullable Object>> rows,
    List<String> choices)
    implements Block {
  public Figure {
    caption = List.copyOf(caption);
    rows = List.copyOf(rows);
    choices = List.copyOf(choices);
  }
}
