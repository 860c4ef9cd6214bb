package org.parfocal.report.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parfocal.core.text.Json;
import org.parfocal.report.Block;
import org.parfocal.report.DataTable;
import org.parfocal.report.Figure;
import org.parfocal.report.KeyNumbers;
import org.parfocal.report.Listing;
import org.parfocal.report.Pictures;
import org.parfocal.report.Words;

/** Blocks as the template takes them. */
final class BlockView {
  private BlockView() {}

  /**
   * A block under the name of its kind.
   *
   * @param prefix of ids, where a page has several studies
   */
  static Map<String, Object> of(Block block, String prefix) {
    if (block instanceof KeyNumbers numbers) {
      return Map.of(
          "keyNumbers",
          Map.of("numbers", numbers.numbers().stream().map(BlockView::number).toList()));
    }
    if (block instanceof Words words) {
      return Map.of(
          "words",
          Map.of(
              "title",
              words.title(),
              "sentences",
              words.sentences(),
              "quotable",
              words.quotable()));
    }
    if (block instanceof DataTable table) {
      return Map.of("table", table(table, prefix));
    }
    if (block instanceof Figure figure) {
      return Map.of(
          "figure",
          Map.of("id", prefix + figure.id(), "title", figure.title(), "caption", figure.caption()));
    }
    if (block instanceof Pictures pictures) {
      return Map.of("pictures", pictures(pictures, prefix));
    }
    Listing listing = (Listing) block;
    return Map.of("listing", Map.of("title", listing.title(), "text", listing.text()));
  }

  private static Map<String, Object> number(KeyNumbers.KeyNumber number) {
    return Map.of("label", number.label(), "value", number.value(), "note", number.note());
  }

  private static Map<String, Object> pictures(Pictures pictures, String prefix) {
    return Map.of(
        "id",
        prefix + pictures.id(),
        "title",
        pictures.title(),
        "caption",
        pictures.caption(),
        "items",
        pictures.pictures().stream().map(BlockView::picture).toList());
  }

  private static Map<String, Object> picture(Pictures.Picture picture) {
    PictureFile file = PictureFile.of(picture);
    return Map.of(
        "source",
        "data:image/%s;base64,%s"
            .formatted(file.format(), Base64.getEncoder().encodeToString(file.bytes())),
        "width",
        picture.pixels().width(),
        "height",
        picture.pixels().height(),
        "description",
        picture.description(),
        "lines",
        picture.lines(),
        "key",
        picture.key());
  }

  private static Map<String, Object> table(DataTable table, String prefix) {
    return Map.of(
        "id",
        prefix + table.id(),
        "caption",
        table.caption(),
        "columns",
        table.columns().stream()
            .map(
                column ->
                    Map.of(
                        "heading",
                        column.heading(),
                        "description",
                        column.description(),
                        "kind",
                        column.kind().name().toLowerCase(Locale.ROOT)))
            .toList(),
        "rows",
        table.rows().stream()
            .map(row -> Map.of("cells", row.stream().map(BlockView::cell).toList()))
            .toList(),
        "hasNotes",
        !table.notes().isEmpty(),
        "notes",
        table.notes());
  }

  private static Map<String, Object> cell(DataTable.Cell cell) {
    return Map.of(
        "text",
        cell.text(),
        "value",
        Double.isNaN(cell.value()) ? "" : Double.toString(cell.value()));
  }

  /** What the page's script draws a figure from: names of members once, then values only. */
  static Map<String, Object> data(Figure figure) {
    Set<String> fields = new LinkedHashSet<>();
    figure.rows().forEach(row -> fields.addAll(row.keySet()));
    List<List<@Nullable Object>> values = new ArrayList<>();
    for (Map<String, @Nullable Object> row : figure.rows()) {
      List<@Nullable Object> cells = new ArrayList<>();
      fields.forEach(field -> cells.add(row.get(field)));
      values.add(cells);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("spec", specification(figure));
    data.put("choices", figure.choices());
    data.put("rows", Json.members("fields", List.copyOf(fields), "values", values));
    return data;
  }

  private static Map<String, ?> specification(Figure figure) {
    try {
      return Json.parse(figure.specification()).members();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the specification of %s is no JSON".formatted(figure.id()), e);
    }
  }
}
