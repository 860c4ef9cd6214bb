package org.parfocal.api;

import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Writes a data set to disk in a known layout; a service with the property {@code parfocal.name}.
 */
@ConsumerType
public interface DatasetWriter {
  /**
   * Writes every sample below a folder.
   *
   * @param dataset what to write
   * @param directory new or empty; files that are already complete are kept, so an interrupted
   *     export goes on
   * @param progress is given the written share, 0 to 1
   * @throws OutputException if the folder cannot be written
   * @throws DatasetException if the layout cannot express the data set
   */
  void write(Dataset dataset, Path directory, DoubleConsumer progress);
}
