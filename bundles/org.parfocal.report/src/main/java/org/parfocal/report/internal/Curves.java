package org.parfocal.report.internal;

import static org.parfocal.report.ReportedStudy.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;
import org.parfocal.report.TestedJob;
import org.parfocal.report.TestedJob.TestedImage;

/** Receiver operating characteristics, and precision against recall, with bands. */
@Component(property = "service.ranking:Integer=900")
public final class Curves implements ReportSection {
  private static final List<String> BANDS =
      List.of(
          "Each curve is the mean over the folds and seeds that test the images there, at equal"
              + " values of the axis below.",
          "Bands: 95 %% of the curves of %d draws of the test patients, point by point; the models stay as they are."
              .formatted(PatientDraws.DRAWS));

  @Override
  public String heading() {
    return "Thresholds";
  }

  @Override
  public String anchor() {
    return "thresholds";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<String> shown = Shown.variants(study);
    List<Drawn> drawn =
        shown.parallelStream()
            .flatMap(variant -> drawn(study, variant, variant.equals(shown.get(0))))
            .toList();
    List<Map<String, @Nullable Object>> roc =
        drawn.stream().flatMap(one -> one.roc.stream()).toList();
    List<Map<String, @Nullable Object>> precision =
        drawn.stream().flatMap(one -> one.precision.stream()).toList();
    if (roc.isEmpty()) {
      return List.of();
    }
    List<String> choices = new ArrayList<>(shown.size() > 2 ? List.of("variant") : List.of());
    if (roc.stream().map(point -> point.get("class")).distinct().count() > 1) {
      choices.add("class");
    }
    return List.of(
        new Figure(
            "roc",
            "Receiver operating characteristic of the test",
            Shown.caption(study, BANDS),
            Specifications.figure("roc"),
            roc,
            choices),
        new Figure(
            "precision-recall",
            "Precision and recall of the test",
            Shown.caption(study, BANDS),
            Specifications.figure("precision-recall"),
            precision,
            choices));
  }

  /** The curves of a variant at a domain. */
  private record Drawn(
      List<Map<String, @Nullable Object>> roc, List<Map<String, @Nullable Object>> precision) {}

  private static Stream<Drawn> drawn(ReportedStudy study, String variant, boolean always) {
    List<TestedJob> jobs = study.tested(variant);
    PatientDraws draws = new PatientDraws(jobs);
    List<String> classes = study.stored().data(variant).classes();
    List<Drawn> drawn = new ArrayList<>();
    for (String domain : study.domains(variant)) {
      for (int positive : classes.size() == 2 ? new int[] {1} : labels(classes)) {
        List<RankedImages> ranked = ranked(jobs, domain, positive, draws);
        Map<String, Object> of =
            row(
                "variant",
                variant,
                "domain",
                domain,
                "class",
                classes.get(positive),
                "always",
                always);
        drawn.add(
            new Drawn(
                points(of, ranked, draws, RankedImages::roc),
                points(of, ranked, draws, RankedImages::precision)));
      }
    }
    return drawn.stream();
  }

  private static int[] labels(List<String> classes) {
    return IntStream.range(0, classes.size()).toArray();
  }

  private static List<RankedImages> ranked(
      List<TestedJob> jobs, String domain, int positive, PatientDraws draws) {
    List<RankedImages> ranked = new ArrayList<>();
    for (TestedJob job : jobs) {
      List<TestedImage> images =
          job.images().stream().filter(image -> image.domain().equals(domain)).toList();
      if (!images.isEmpty()) {
        ranked.add(new RankedImages(images, positive, draws));
      }
    }
    return ranked;
  }

  private static List<Map<String, @Nullable Object>> points(
      Map<String, Object> of,
      List<RankedImages> ranked,
      PatientDraws draws,
      BiFunction<RankedImages, int[], double[]> curve) {
    Function<int[], double[]> mean = weights -> mean(ranked, one -> curve.apply(one, weights));
    double[] line = mean.apply(draws.all());
    double[][] drawn = ranked.isEmpty() ? new double[0][] : draws.curves(mean);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < line.length; i++) {
      if (!Double.isNaN(line[i])) {
        int point = i;
        double[] ends =
            PatientDraws.ends(
                java.util.Arrays.stream(drawn).mapToDouble(one -> one[point]).toArray());
        Map<String, @Nullable Object> row = new LinkedHashMap<>(of);
        row.put("x", Numbers.rounded(RankedImages.at(i)));
        row.put("y", Numbers.rounded(line[i]));
        row.put("low", Numbers.rounded(ends[0]));
        row.put("high", Numbers.rounded(ends[1]));
        rows.add(row);
      }
    }
    return rows;
  }

  /** The mean of the curves that exist. */
  private static double[] mean(List<RankedImages> ranked, Function<RankedImages, double[]> curve) {
    List<double[]> curves =
        ranked.stream()
            .map(curve)
            .filter(one -> !Double.isNaN(one[one.length - 1]))
            .collect(Collectors.toList());
    double[] mean = new double[RankedImages.POINTS];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (double[] one : curves) {
        sum += one[i];
      }
      mean[i] = curves.isEmpty() ? Double.NaN : sum / curves.size();
    }
    return mean;
  }
}
