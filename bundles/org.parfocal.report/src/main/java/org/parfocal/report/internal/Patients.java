package org.parfocal.report.internal;

import static org.parfocal.report.ReportedStudy.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.Pictures;
import org.parfocal.report.Pictures.Picture;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;
import org.parfocal.report.TestedJob;
import org.parfocal.report.TestedJob.TestedImage;

/** Each test patient: what the models said on average. */
@Component(property = "service.ranking:Integer=600")
public final class Patients implements ReportSection {
  private static final String TITLE = "Mean probability by test patient";
  private static final String POINT =
      "A point is a test patient: the mean over the patient's images of a class, folds and seeds.";

  /** More points of a variant than a browser draws at once without a wait. */
  private static final int MANY = 2000;

  /** More points than a page should hold. */
  private static final int POINTS = 6000;

  /** Points are set at some heights, neighbours apart, so that they hide each other less. */
  private static final int HEIGHTS = 8;

  private static final int STRIDE = 3;

  private final int many;

  /** Called by Declarative Services. */
  public Patients() {
    this(MANY);
  }

  /**
   * With another bound.
   *
   * @param many points of a variant that are drawn by the browser, at most
   */
  Patients(int many) {
    this.many = many;
  }

  @Override
  public String heading() {
    return "Patients";
  }

  @Override
  public String anchor() {
    return "patients";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    List<Picture> flat = new ArrayList<>();
    for (String variant : Shown.variants(study)) {
      List<Map<String, @Nullable Object>> own = rows(study, variant);
      if (own.size() <= many && rows.size() + own.size() <= POINTS) {
        rows.addAll(own);
        shown.add(variant);
      } else {
        flat.add(
            PatientPicture.of(
                variant, study.stored().data(variant).classes(), study.domains(variant), own));
      }
    }
    List<Block> blocks = new ArrayList<>();
    if (!rows.isEmpty()) {
      blocks.add(
          new Figure(
              "patient-dots",
              TITLE,
              Shown.caption(
                  study,
                  List.of(
                      POINT, "Patients far on the wrong side are worth a look at their slides.")),
              Specifications.figure("patients"),
              rows,
              shown.size() > 1 ? List.of("variant", "of class") : List.of("of class")));
    }
    if (!flat.isEmpty()) {
      blocks.add(
          new Pictures(
              "patient-pictures",
              rows.isEmpty() ? TITLE : TITLE + ", of more variants",
              Shown.caption(
                  study,
                  List.of(
                      POINT,
                      "Thousands of points, which would slow the page down, are drawn as flat"
                          + " images; their numbers are in predictions.csv of the jobs.")),
              flat));
    }
    return blocks;
  }

  /** A patient's images of a class at a domain; some patients have images of several classes. */
  private record Key(String domain, String patient, int label) {}

  /** Sums over images. */
  private static final class Mean {
    private final double[] sums;
    private int images;

    Mean(TestedImage first) {
      sums = new double[first.probabilities().size()];
    }

    void add(TestedImage image) {
      images++;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += image.probabilities().get(i);
      }
    }
  }

  private static List<Map<String, @Nullable Object>> rows(ReportedStudy study, String variant) {
    Map<Key, Mean> means = new LinkedHashMap<>();
    for (TestedJob job : study.tested(variant)) {
      for (TestedImage image : job.images()) {
        means
            .computeIfAbsent(
                new Key(image.domain(), image.patient(), image.label()), first -> new Mean(image))
            .add(image);
      }
    }
    List<String> classes = study.stored().data(variant).classes();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    means.forEach(
        (key, mean) -> {
          for (int of = classes.size() == 2 ? 1 : 0; of < classes.size(); of++) {
            rows.add(
                row(
                    "variant",
                    variant,
                    "of class",
                    classes.get(of),
                    "domain",
                    key.domain(),
                    "patient",
                    key.patient(),
                    "true",
                    classes.get(key.label()),
                    "probability",
                    Numbers.rounded(mean.sums[of] / mean.images),
                    "images",
                    mean.images,
                    "place",
                    rows.size() * STRIDE % HEIGHTS));
          }
        });
    return rows;
  }
}
