package org.parfocal.report.internal;

import java.util.List;
import org.parfocal.core.StoredStudy;
import org.parfocal.report.Block;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;

/**
 * What a report says of a study, for all files that say it.
 *
 * @param study that it is about
 * @param made in their order
 */
record StudySections(ReportedStudy study, List<Made> made) {
  /**
   * A section that has something to show.
   *
   * @param section whose heading it is
   * @param blocks at least one
   */
  record Made(ReportSection section, List<Block> blocks) {}

  static StudySections of(StoredStudy stored, ReportOptions options, List<ReportSection> sections) {
    ReportedStudy study = new ReportedStudy(stored, options);
    // What many of them ask for is read before, once; so what cannot be read is known to all.
    Shown.variants(study).forEach(study::tested);
    return new StudySections(
        study,
        SideBySide.of(sections, section -> new Made(section, section.blocks(study))).stream()
            .filter(made -> !made.blocks().isEmpty())
            .toList());
  }
}
