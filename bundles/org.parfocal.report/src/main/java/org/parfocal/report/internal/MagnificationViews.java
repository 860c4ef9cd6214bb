package org.parfocal.report.internal;

import static org.parfocal.report.ReportedStudy.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.parfocal.core.StoredJob;
import org.parfocal.core.text.Csv;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.Pictures;
import org.parfocal.report.Pictures.Picture;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;

/**
 * What jobs left in their folders {@code views}: how alike the magnifications of a place are to a
 * model, and where it looks. Read as {@code docs/files.md} describes them.
 */
@Component(property = "service.ranking:Integer=470")
public final class MagnificationViews implements ReportSection {
  private static final String FOLDER = "views";
  private static final long MAX_BYTES = 1L << 20;
  private static final int VARIANTS = 4;
  private static final int OVERLAYS = 4;
  private static final int EDGE = 480;

  /** Columns of similarity.csv by what they are called here. */
  private static final Map<String, String> MEASURES =
      Map.of(
          "cosine", "cosine similarity of one place",
          "cosine_elsewhere", "cosine similarity of two places",
          "cross_entropy", "cross-entropy of one place",
          "agreement", "agreement on one place");

  @Override
  public String heading() {
    return "Magnifications side by side";
  }

  @Override
  public String anchor() {
    return "views";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    List<Picture> overlays = new ArrayList<>();
    int pictured = 0;
    for (String variant : study.variants()) {
      List<StoredJob> jobs =
          study.stored().jobs().stream()
              .filter(StoredJob::isDone)
              .filter(job -> job.key().variant().equals(variant))
              .filter(job -> Files.isDirectory(job.directory().resolve(FOLDER)))
              .toList();
      rows.addAll(similarity(study, variant, jobs));
      if (study.images().isPresent() && !jobs.isEmpty() && pictured++ < VARIANTS) {
        overlays.addAll(overlays(study, jobs.get(0)));
      }
    }
    List<Block> blocks = new ArrayList<>();
    if (!rows.isEmpty()) {
      blocks.add(
          new Figure(
              "similarity-matrices",
              "How alike the magnifications are to a model",
              List.of(
                  "Validation images of one place at two magnifications; mean over the jobs.",
                  "Similarity means something beside that of two places."),
              Specifications.figure("matrix"),
              rows,
              List.of("measure")));
    }
    if (!overlays.isEmpty()) {
      blocks.add(
          new Pictures(
              "class-activations",
              "Where a model looks (Grad-CAM)",
              List.of(
                  "A column is a magnification of one validation place: the image, and below it"
                      + " what speaks for its true class, from violet (nothing) to yellow (most of"
                      + " this map).",
                  "The first job of a variant; every job's are in its folder views."),
              overlays));
    }
    return blocks;
  }

  private record Place(String one, String other, String measure) {}

  private static List<Map<String, @Nullable Object>> similarity(
      ReportedStudy study, String variant, List<StoredJob> jobs) {
    List<String> domains = study.domains(variant);
    Map<Place, DoubleSummaryStatistics> found = new LinkedHashMap<>();
    for (StoredJob job : jobs) {
      for (Map<String, String> line : table(job, "similarity.csv")) {
        MEASURES.forEach(
            (column, measure) -> {
              double value = number(line.getOrDefault(column, ""));
              if (!Double.isNaN(value)) {
                found
                    .computeIfAbsent(
                        new Place(
                            line.getOrDefault("magnification", ""),
                            line.getOrDefault("other", ""),
                            measure),
                        place -> new DoubleSummaryStatistics())
                    .accept(value);
              }
            });
      }
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    found.keySet().stream()
        .sorted(
            Comparator.comparing(Place::measure)
                .thenComparing(place -> domains.indexOf(place.one()))
                .thenComparing(place -> domains.indexOf(place.other())))
        .forEach(
            place ->
                rows.add(
                    cell(
                        variant, place, found.getOrDefault(place, new DoubleSummaryStatistics()))));
    return rows;
  }

  private static Map<String, @Nullable Object> cell(
      String variant, Place place, DoubleSummaryStatistics values) {
    double mean = values.getAverage();
    return row(
        "measure",
        place.measure(),
        "variant",
        variant,
        "one",
        place.one(),
        "other",
        place.other(),
        "value",
        Numbers.rounded(mean),
        "text",
        String.format(Locale.ROOT, "%.2f", mean),
        "jobs",
        values.getCount(),
        "shade",
        Numbers.rounded(Math.max(0, Math.min(1, mean))));
  }

  private static List<Picture> overlays(ReportedStudy study, StoredJob job) {
    Map<String, List<Map<String, String>>> files = new LinkedHashMap<>();
    for (Map<String, String> line : table(job, "overlays.csv")) {
      files.computeIfAbsent(line.getOrDefault("file", ""), file -> new ArrayList<>()).add(line);
    }
    List<Picture> pictures = new ArrayList<>();
    files.forEach(
        (file, lines) -> {
          // From a stranger's table: nothing but a file of this folder.
          if (pictures.size() < OVERLAYS && file.matches("[A-Za-z0-9-]{1,80}\\.png")) {
            StoredPicture.read(job.directory().resolve(FOLDER).resolve(file), EDGE)
                .ifPresent(
                    image -> {
                      String what =
                          "%s of patient %s at %s"
                              .formatted(
                                  lines.get(0).getOrDefault("class", ""),
                                  study.patient(lines.get(0).getOrDefault("patient", "")),
                                  String.join(
                                      ", ",
                                      lines.stream()
                                          .map(line -> line.getOrDefault("magnification", ""))
                                          .toList()));
                      pictures.add(
                          Picture.photograph(
                              image,
                              "Images and class activations: " + what,
                              List.of(job.key().toString(), what)));
                    });
          }
        });
    return pictures;
  }

  /** Lines of a table of the folder by column; none if it is not there or damaged. */
  private static List<Map<String, String>> table(StoredJob job, String name) {
    Path file = job.directory().resolve(FOLDER).resolve(name);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
        return List.of();
      }
      List<List<String>> rows = Csv.parse(Files.readString(file));
      List<Map<String, String>> lines = new ArrayList<>();
      for (List<String> row : rows.subList(Math.min(1, rows.size()), rows.size())) {
        Map<String, String> line = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(row.size(), rows.get(0).size()); i++) {
          line.put(rows.get(0).get(i), Csv.restored(row.get(i)));
        }
        lines.add(line);
      }
      return lines;
    } catch (IOException e) {
      return List.of();
    }
  }

  private static double number(String text) {
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
