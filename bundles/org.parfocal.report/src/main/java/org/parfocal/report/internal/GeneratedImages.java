package org.parfocal.report.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.parfocal.core.StoredJob;
import org.parfocal.report.Block;
import org.parfocal.report.Pictures;
import org.parfocal.report.Pictures.Picture;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;

/** What generators drew beside what they were shown: contact sheets in jobs' {@code generated}. */
@Component(property = "service.ranking:Integer=460")
public final class GeneratedImages implements ReportSection {
  private static final String FOLDER = "generated";
  private static final int VARIANTS = 4;
  private static final int SHEETS = 4;
  private static final int EDGE = 560;

  @Override
  public String heading() {
    return "Generated images";
  }

  @Override
  public String anchor() {
    return "generated";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    if (study.images().isEmpty()) {
      return List.of();
    }
    List<Picture> pictures = new ArrayList<>();
    int variants = 0;
    for (String variant : study.variants()) {
      List<Picture> own =
          study.stored().jobs().stream()
              .filter(StoredJob::isDone)
              .filter(job -> job.key().variant().equals(variant))
              .map(GeneratedImages::sheets)
              .filter(sheets -> !sheets.isEmpty())
              .findFirst()
              .orElse(List.of());
      if (!own.isEmpty() && variants++ < VARIANTS) {
        pictures.addAll(own);
      }
    }
    return pictures.isEmpty()
        ? List.of()
        : List.of(
            new Pictures(
                "contact-sheets",
                "Real images above, generated ones below",
                List.of(
                    "One sheet for each generator of a variant's first job, at most %d; every job's are in its folder generated."
                        .formatted(SHEETS),
                    "Generated images that resemble each other more than real ones do are of a"
                        + " generator that collapsed."),
                pictures));
  }

  private static List<Picture> sheets(StoredJob job) {
    Path folder = job.directory().resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files =
          entries
              .filter(file -> name(file).matches("\\d+-.*\\.png"))
              .filter(file -> !name(file).endsWith("-losses.png"))
              .sorted()
              .limit(SHEETS)
              .toList();
    } catch (IOException e) {
      return List.of();
    }
    List<Picture> pictures = new ArrayList<>();
    for (Path file : files) {
      String group = name(file).replaceAll("^\\d+-|\\.png$", "");
      StoredPicture.read(file, EDGE)
          .ifPresent(
              image ->
                  pictures.add(
                      Picture.photograph(
                          image,
                          "Real and generated images of " + group,
                          List.of(job.key().toString(), group))));
    }
    return pictures;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
