package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.report.ReportedStudy;

/** How much of a large study figures show that have a panel or a curve for each variant. */
final class Shown {
  private static final int VARIANTS = 16;

  private Shown() {}

  /** The first variants with finished jobs. */
  static List<String> variants(ReportedStudy study) {
    return study.variants().stream()
        .filter(variant -> !study.stored().finished(variant).isEmpty())
        .limit(VARIANTS)
        .toList();
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
