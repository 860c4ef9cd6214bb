package org.parfocal.report;

import java.util.List;

/**
 * Makes a section of every report: an OSGi service. The property {@code service.ranking} decides
 * the place, the highest first; those that come with Parfocal have 100 to 1300.
 */
public interface ReportSection {
  /** The heading of the section. */
  String heading();

  /** The name that links within the page use; letters, digits and hyphens, unique in a page. */
  String anchor();

  /**
   * What stands under the heading. Sections are made side by side, so that none relies on what
   * another one did before.
   *
   * @param study what was stored, and nothing else
   * @return nothing where the study has nothing of the kind; the heading is left out then
   */
  List<Block> blocks(ReportedStudy study);
}
