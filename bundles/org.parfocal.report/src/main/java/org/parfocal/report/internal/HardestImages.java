package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.core.DataFacts;
import org.parfocal.report.Block;
import org.parfocal.report.DataTable;
import org.parfocal.report.DataTable.Cell;
import org.parfocal.report.DataTable.Column;
import org.parfocal.report.Pictures;
import org.parfocal.report.Pictures.Picture;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;
import org.parfocal.report.StudyImages;
import org.parfocal.report.TestedJob;
import org.parfocal.report.TestedJob.TestedImage;
import org.parfocal.report.Words;

/** The test images on which the models of a study are wrong the most, and what they look like. */
@Component(property = "service.ranking:Integer=590")
public final class HardestImages implements ReportSection {
  private static final int IMAGES = 24;
  private static final int EDGE = 96;

  @Override
  public String heading() {
    return "Hardest images";
  }

  @Override
  public String anchor() {
    return "hardest";
  }

  /** What all models together said of an image. */
  private static final class Judged {
    private final TestedImage image;
    private double truth;
    private int models;
    private int wrong;

    Judged(TestedImage image) {
      this.image = image;
    }

    void add(TestedImage said) {
      truth += said.probabilities().get(said.label());
      models++;
      wrong += said.decided() == said.label() ? 0 : 1;
    }

    double mean() {
      return truth / models;
    }

    String verdict() {
      return "%d of %d".formatted(wrong, models);
    }
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<String> shown = Shown.variants(study);
    if (shown.isEmpty()) {
      return List.of();
    }
    DataFacts data = study.stored().data(shown.get(0));
    Map<String, Judged> judged = new LinkedHashMap<>();
    for (String variant : shown) {
      if (study.stored().data(variant).manifest().equals(data.manifest())) {
        for (TestedJob job : study.tested(variant)) {
          for (TestedImage image : job.images()) {
            judged.computeIfAbsent(image.sample(), id -> new Judged(image)).add(image);
          }
        }
      }
    }
    List<Judged> hardest =
        judged.values().stream()
            .filter(one -> one.wrong > 0)
            .sorted(
                Comparator.comparingDouble(Judged::mean).thenComparing(one -> one.image.sample()))
            .limit(IMAGES)
            .toList();
    if (hardest.isEmpty()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    study.images().ifPresent(images -> blocks.add(pictures(study, data, hardest, images)));
    blocks.add(table(study, data, hardest));
    return blocks;
  }

  private static Block pictures(
      ReportedStudy study, DataFacts data, List<Judged> hardest, StudyImages images) {
    Map<String, RgbImage> thumbnails = new LinkedHashMap<>();
    try {
      images.read(
          study.stored(),
          data,
          hardest.stream().map(one -> one.image.sample()).collect(Collectors.toSet()),
          sample -> add(thumbnails, sample));
    } catch (ParfocalException e) {
      return new Words("", List.of("No pictures: " + e.getMessage()));
    }
    List<Picture> pictures = new ArrayList<>();
    for (Judged one : hardest) {
      RgbImage thumbnail = thumbnails.get(one.image.sample());
      if (thumbnail != null) {
        pictures.add(picture(study, data, one, thumbnail));
      }
    }
    if (pictures.isEmpty()) {
      return new Words("", List.of("No pictures: the data set has no pixels of these images."));
    }
    List<String> caption =
        new ArrayList<>(
            List.of(
                "Below each: the true class, the mean probability that models gave it, and how many"
                    + " decided otherwise.",
                "A wrong label, a blurred image or another tissue is often seen at once."));
    if (pictures.size() < hardest.size()) {
      caption.add(
          "%d of them have no picture: they are views that the protocol made, or cannot be read."
              .formatted(hardest.size() - pictures.size()));
    }
    return new Pictures("hardest-pictures", "What they look like", caption, pictures);
  }

  private static void add(Map<String, RgbImage> thumbnails, Sample sample) {
    if (sample.image().embeddingSize() > 0) {
      return;
    }
    try {
      Thumbnail thumbnail = new Thumbnail(EDGE);
      sample.image().readRows(thumbnail);
      thumbnails.put(sample.id(), thumbnail.image());
    } catch (DatasetException e) {
      // The caption counts those without a picture.
      thumbnails.remove(sample.id());
    }
  }

  private static Picture picture(
      ReportedStudy study, DataFacts data, Judged one, RgbImage thumbnail) {
    String truth = data.classes().get(one.image.label());
    String name = study.sample(one.image.sample());
    return Picture.photograph(
        thumbnail,
        "Image %s of class %s, on which %s models are wrong".formatted(name, truth, one.verdict()),
        List.of(
            (truth + " " + one.image.domain()).strip(),
            "%s, %s wrong".formatted(Numbers.rounded(one.mean()), one.verdict()),
            name));
  }

  private static DataTable table(ReportedStudy study, DataFacts data, List<Judged> hardest) {
    List<String> shown = Shown.variants(study);
    List<List<Cell>> rows = new ArrayList<>();
    for (Judged one : hardest) {
      rows.add(
          List.of(
              Cell.of(study.sample(one.image.sample())),
              Cell.of(one.image.patient()),
              Cell.of(one.image.domain()),
              Cell.of(data.classes().get(one.image.label())),
              new Cell(Double.toString(Numbers.rounded(one.mean())), one.mean()),
              new Cell(one.verdict(), (double) one.wrong / one.models)));
    }
    return new DataTable(
        "hardest-images",
        "Test images on which the models are wrong the most, over variants, folds and seeds",
        List.of(
            Column.text("image"),
            Column.choice("patient"),
            Column.choice(data.field()),
            Column.choice("true class"),
            Column.number("probability of the true class", "mean over the models that tested it"),
            Column.number("wrong", "models that decided for another class")),
        rows,
        shown.size() < study.variants().size()
            ? List.of(
                "Models of %d of %d variants.".formatted(shown.size(), study.variants().size()))
            : List.of());
  }
}
