package org.parfocal.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.osgi.annotation.versioning.ConsumerType;

/** Downloads a public data set; a service with the property {@code parfocal.name}. */
@ConsumerType
public interface DatasetFetcher {
  /** The terms under which the data may be used; shown before anything is fetched. */
  String terms();

  /** Where it is published: mirrors in the order in which they are tried. */
  List<URI> locations();

  /**
   * Downloads or copies, checks and unpacks the archive. An interrupted download goes on where it
   * stopped.
   *
   * @param locations tried in order; {@code file:} is allowed
   * @param directory where the data set will stand
   * @param progress is given the share done, 0 to 1
   * @throws DatasetException if no location serves a sound archive; says what each one answered
   * @throws OutputException if the folder cannot be written
   */
  void fetch(List<URI> locations, Path directory, DoubleConsumer progress);
}
