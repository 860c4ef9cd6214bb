package org.parfocal.report;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.parfocal.core.StoredStudy;

/** Makes reports of finished studies: an OSGi service. */
public interface ReportWriter {
  /**
   * Makes the sections of a report.
   *
   * @param studies by the names that tell them apart
   */
  Report report(Map<String, StoredStudy> studies, ReportOptions options);

  /**
   * Packs a study for a co-author: the page, results, configuration, environment and what {@link
   * Report#export} writes. It holds no place of this machine.
   *
   * @param withPatients whether the ids of patients, slides and images stay; otherwise random names
   *     stand in their place that nobody can turn back
   * @param images where tissue may be shown
   * @param archive ZIP file to write, whole or not at all
   * @throws org.parfocal.api.OutputException if it cannot be written, or a file is damaged
   */
  void share(StoredStudy study, boolean withPatients, Optional<StudyImages> images, Path archive);
}
