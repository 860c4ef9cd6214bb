package org.parfocal.report;

import java.nio.file.Path;
import java.util.Map;
import org.parfocal.core.StoredStudy;

/** Writes one page of finished studies: an OSGi service. */
public interface ReportWriter {
  /**
   * Writes the page anew.
   *
   * @param studies by the names that tell them apart
   * @param file to write; what it held is replaced when the page is complete
   * @throws org.parfocal.api.OutputException if it cannot be written
   */
  void write(Map<String, StoredStudy> studies, ReportOptions options, Path file);

  /**
   * Writes what a page shows as single files for papers: tables (CSV, Markdown, LaTeX), figures
   * (Vega-Lite with their data, CSV), sentences, a model card for each variant, and the checklists
   * CLAIM 2024 and TRIPOD+AI with the items that can be answered.
   *
   * @param studies by the names that tell them apart; of several each gets a folder
   * @param folder to write into; files of these names are replaced
   * @throws org.parfocal.api.OutputException if it cannot be written
   */
  void export(Map<String, StoredStudy> studies, ReportOptions options, Path folder);

  /**
   * Packs a study for a co-author: the page, results, configuration, environment and what {@link
   * #export} writes. It holds no image, and no place of this machine.
   *
   * @param withPatients whether the ids of patients, slides and images stay; otherwise random names
   *     stand in their place that nobody can turn back
   * @param archive ZIP file to write, whole or not at all
   * @throws org.parfocal.api.OutputException if it cannot be written, or a file is damaged
   */
  void share(StoredStudy study, boolean withPatients, Path archive);
}
