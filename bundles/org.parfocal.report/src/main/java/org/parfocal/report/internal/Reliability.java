package org.parfocal.report.internal;

import static org.parfocal.report.ReportedStudy.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;
import org.parfocal.report.TestedJob;
import org.parfocal.report.TestedJob.TestedImage;

/** Whether probabilities are what happens. */
@Component(property = "service.ranking:Integer=800")
public final class Reliability implements ReportSection {
  private static final int BINS = 10;

  @Override
  public String heading() {
    return "Reliability";
  }

  @Override
  public String anchor() {
    return "reliability";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    boolean two = true;
    for (String variant : Shown.variants(study)) {
      two = two && study.stored().data(variant).classes().size() == 2;
      rows.addAll(rows(variant, study.tested(variant)));
    }
    if (rows.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Figure(
            "reliability-diagrams",
            two
                ? "Probability that was given, against how often it was so"
                : "Largest probability, against how often its class was right",
            Shown.caption(
                study,
                List.of(
                    "Test images of all folds and seeds in %d bins of equal width; the larger a point, the more images."
                        .formatted(BINS),
                    "On the diagonal a probability is what it says; bars are 95 %% intervals over %d draws of the test patients."
                        .formatted(PatientDraws.DRAWS))),
            Specifications.figure("reliability"),
            rows,
            List.of()));
  }

  /** An image as reliability sees it. */
  private record Said(double probability, boolean so, int patient) {
    static Said of(TestedImage image, PatientDraws draws) {
      boolean two = image.probabilities().size() == 2;
      double said =
          two
              ? image.probabilities().get(1)
              : image.probabilities().stream().mapToDouble(Double::doubleValue).max().orElse(0);
      boolean so = two ? image.label() == 1 : image.label() == image.decided();
      return new Said(said, so, draws.place(image.patient()));
    }

    int bin() {
      return Math.min(BINS - 1, (int) (probability * BINS));
    }
  }

  private static List<Map<String, @Nullable Object>> rows(String variant, List<TestedJob> jobs) {
    PatientDraws draws = new PatientDraws(jobs);
    List<List<Said>> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      bins.add(new ArrayList<>());
    }
    for (TestedJob job : jobs) {
      for (TestedImage image : job.images()) {
        Said said = Said.of(image, draws);
        bins.get(said.bin()).add(said);
      }
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (List<Said> bin : bins) {
      if (!bin.isEmpty()) {
        double[] ends = draws.interval(weights -> share(bin, weights));
        rows.add(
            row(
                "variant",
                variant,
                "said",
                Numbers.rounded(bin.stream().mapToDouble(Said::probability).average().orElse(0)),
                "so",
                Numbers.rounded(share(bin, draws.all())),
                "low",
                Numbers.rounded(ends[0]),
                "high",
                Numbers.rounded(ends[1]),
                "images",
                bin.size()));
      }
    }
    return rows;
  }

  private static double share(List<Said> bin, int[] weights) {
    double all = 0;
    double so = 0;
    for (Said said : bin) {
      all += weights[said.patient()];
      so += said.so() ? weights[said.patient()] : 0;
    }
    return all == 0 ? Double.NaN : so / all;
  }
}
