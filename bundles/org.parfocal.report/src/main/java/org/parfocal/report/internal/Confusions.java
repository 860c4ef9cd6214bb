package org.parfocal.report.internal;

import static org.parfocal.report.ReportedStudy.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;
import org.parfocal.report.TestedJob;
import org.parfocal.report.TestedJob.TestedImage;

/** What was taken for what. */
@Component(property = "service.ranking:Integer=700")
public final class Confusions implements ReportSection {
  private static final String EVERYWHERE = "all together";

  @Override
  public String heading() {
    return "Confusion";
  }

  @Override
  public String anchor() {
    return "confusion";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (String variant : Shown.variants(study)) {
      List<String> classes = study.stored().data(variant).classes();
      List<String> domains = new ArrayList<>(List.of(EVERYWHERE));
      domains.addAll(study.domains(variant));
      for (String domain : domains) {
        rows.addAll(rows(variant, domain, classes, counts(study.tested(variant), domain, classes)));
      }
    }
    if (rows.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Figure(
            "confusion-matrices",
            "True class, and the class that was decided for",
            Shown.caption(
                study,
                List.of(
                    "Test images of all folds and seeds: how many, and the share of the true class.",
                    "Of two classes, decided by the threshold of each job that the scores use.")),
            Specifications.figure("confusion"),
            rows,
            List.of("where")));
  }

  private static int[][] counts(List<TestedJob> jobs, String domain, List<String> classes) {
    int[][] counts = new int[classes.size()][classes.size()];
    for (TestedJob job : jobs) {
      for (TestedImage image : job.images()) {
        if (domain.equals(EVERYWHERE) || domain.equals(image.domain())) {
          counts[image.label()][image.decided()]++;
        }
      }
    }
    return counts;
  }

  private static List<Map<String, @Nullable Object>> rows(
      String variant, String domain, List<String> classes, int[][] counts) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int truth = 0; truth < counts.length; truth++) {
      int all = Arrays.stream(counts[truth]).sum();
      for (int decided = 0; decided < counts.length && all > 0; decided++) {
        double share = (double) counts[truth][decided] / all;
        rows.add(
            row(
                "variant",
                variant,
                "where",
                domain,
                "true",
                classes.get(truth),
                "decided",
                classes.get(decided),
                "images",
                counts[truth][decided],
                "share",
                Numbers.rounded(share),
                "percent",
                String.format(Locale.ROOT, "%.0f %%", 100 * share)));
      }
    }
    return rows;
  }
}
