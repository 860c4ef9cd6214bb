package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.report.ReportedStudy;

/** How much of a large study figures show that have a panel or a curve for each variant. */
final class Shown {
  private static final int VARIANTS = 16;

  /** More lines than that, in as many colours, cannot be told apart. */
  private static final int COLOURS = 8;

  private Shown() {}

  /** The first variants with finished jobs. */
  static List<String> variants(ReportedStudy study) {
    return study.variants().stream()
        .filter(variant -> !study.stored().finished(variant).isEmpty())
        .limit(VARIANTS)
        .toList();
  }

  /** What the reader chooses of a figure with a line for each variant. */
  static List<String> choices(ReportedStudy study, String first) {
    return study.variants().size() > COLOURS ? List.of(first, "variant") : List.of(first);
  }

  /** Whether a variant stays in such a figure while the reader chooses another: the first does. */
  static boolean always(ReportedStudy study, String variant) {
    return variant.equals(study.variants().get(0));
  }

  /** The caption, and what is left out. */
  static List<String> caption(ReportedStudy study, List<String> sentences) {
    List<String> caption = new ArrayList<>(sentences);
    if (study.variants().size() > VARIANTS) {
      caption.add(
          "The first %d of %d variants; the tables have all of them."
              .formatted(VARIANTS, study.variants().size()));
    }
    return caption;
  }
}
