package org.parfocal.report;

import java.nio.file.Path;

/** What is to be shown of some studies, made once, and written as often as it is asked for. */
public interface Report {
  /**
   * Writes the page.
   *
   * @param file to write; what it held is replaced when the page is complete
   * @throws org.parfocal.api.OutputException if it cannot be written
   */
  void write(Path file);

  /**
   * Writes what the page shows as single files for papers: tables (CSV, Markdown, LaTeX), figures
   * (Vega-Lite with their data, CSV), sentences, a model card for each variant, and the checklists
   * CLAIM 2024 and TRIPOD+AI with the items that can be answered. Of several studies each gets a
   * folder.
   *
   * @param folder to write into; files of these names are replaced
   * @throws org.parfocal.api.OutputException if it cannot be written
   */
  void export(Path folder);

  /**
   * Writes what each finished job noted of its epochs, and its scores, as event files that
   * TensorBoard opens: one for each job, in folders called as the study's own.
   *
   * @param folder to write into; files of these names are replaced
   * @throws org.parfocal.api.OutputException if it cannot be written, or a history is damaged
   */
  void exportToTensorBoard(Path folder);

  /**
   * Writes the same, and the settings of the jobs, as a file store of MLflow: an experiment for
   * each study, a run for each finished job.
   *
   * @param folder to write into; files of these names are replaced
   * @throws org.parfocal.api.OutputException if it cannot be written, or a history is damaged
   */
  void exportToMlflow(Path folder);
}
