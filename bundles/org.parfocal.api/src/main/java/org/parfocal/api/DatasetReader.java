package org.parfocal.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Reads a data set's index; pixels are read later, through {@link Sample#image()}. */
@ConsumerType
public interface DatasetReader {
  /**
   * Reads the index. Called once for a study; decodes no pixels.
   *
   * @throws DatasetException if the data set is missing, empty or inconsistent
   */
  Dataset read() throws DatasetException;
}
