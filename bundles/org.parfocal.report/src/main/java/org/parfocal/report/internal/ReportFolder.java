package org.parfocal.report.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.parfocal.core.text.Csv;
import org.parfocal.core.text.Json;
import org.parfocal.report.Block;
import org.parfocal.report.DataTable;
import org.parfocal.report.Figure;
import org.parfocal.report.Pictures;
import org.parfocal.report.ReportedStudy;
import org.parfocal.report.Words;

/** What a page shows as single files, for papers: by name, relative to a folder. */
final class ReportFolder {
  /** Where files are that are no text. */
  static final String PICTURES = "pictures/";

  private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json";

  private ReportFolder() {}

  /** The files of a study with their content. */
  static Map<String, byte[]> files(StudySections sections) {
    ReportedStudy study = sections.study();
    Map<String, String> files = new LinkedHashMap<>();
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    List<String> sentences = new ArrayList<>();
    for (StudySections.Made made : sections.made()) {
      for (Block block : made.blocks()) {
        if (block instanceof DataTable table) {
          TableFormats formats = new TableFormats(table);
          files.put("tables/" + table.id() + ".csv", formats.csv());
          files.put("tables/" + table.id() + ".md", formats.markdown());
          files.put("tables/" + table.id() + ".tex", formats.latex());
        } else if (block instanceof Figure figure) {
          files.put("figures/" + figure.id() + ".vl.json", specification(figure));
          files.put("figures/" + figure.id() + ".csv", numbers(figure));
        } else if (block instanceof Pictures pictures) {
          for (int i = 0; i < pictures.pictures().size(); i++) {
            PictureFile file = PictureFile.of(pictures.pictures().get(i));
            bytes.put(
                "%s%s-%02d.%s".formatted(PICTURES, pictures.id(), i + 1, file.format()),
                file.bytes());
          }
        } else if (block instanceof Words words && !words.sentences().isEmpty()) {
          sentences.add(
              "## " + (words.title().isEmpty() ? made.section().heading() : words.title()));
          sentences.add(
              words.sentences().stream()
                  .map(sentence -> "- " + TableFormats.markdown(sentence))
                  .collect(Collectors.joining("\n")));
        }
      }
    }
    files.put("sentences.md", String.join("\n\n", sentences) + "\n");
    int place = 1;
    for (String variant : study.variants()) {
      files.put(
          "model-cards/%02d-%s.md".formatted(place++, named(variant)),
          new ModelCard(study, variant).text());
    }
    Map<String, String> answers = ChecklistAnswers.of(study);
    files.put("checklists/claim-2024.md", Checklist.CLAIM.text(answers));
    files.put("checklists/tripod-ai.md", Checklist.TRIPOD.text(answers));
    files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return bytes;
  }

  /** A variant's name as part of a file's. */
  private static String named(String variant) {
    String plain = variant.replaceAll("[^A-Za-z0-9._-]+", "-");
    return plain.substring(0, Math.min(60, plain.length()));
  }

  private static String specification(Figure figure) {
    try {
      Map<String, Object> whole = new LinkedHashMap<>();
      whole.put("$schema", SCHEMA);
      whole.put("title", figure.title());
      whole.putAll(Json.parse(figure.specification()).members());
      whole.put("data", Map.of("values", figure.rows()));
      return Json.pretty(whole);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the specification of %s is no JSON".formatted(figure.id()), e);
    }
  }

  private static String numbers(Figure figure) {
    List<String> fields =
        figure.rows().stream().flatMap(row -> row.keySet().stream()).distinct().toList();
    List<List<?>> rows = new ArrayList<>();
    for (Map<String, ?> row : figure.rows()) {
      List<Object> cells = new ArrayList<>();
      fields.forEach(field -> cells.add(row.get(field)));
      rows.add(cells);
    }
    return Csv.text(fields, rows);
  }
}
