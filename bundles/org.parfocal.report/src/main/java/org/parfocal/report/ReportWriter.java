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
}
