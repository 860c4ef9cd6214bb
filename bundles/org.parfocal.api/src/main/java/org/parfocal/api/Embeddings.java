package org.parfocal.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The stored embeddings of an {@link Outcome}. */
@ProviderType
@FunctionalInterface
public interface Embeddings {
  /**
   * Reads them; nothing is kept between calls.
   *
   * @return one row for each of the outcome's predictions, in their order, all of one length
   * @throws OutputException if the file is missing or damaged
   */
  List<float[]> read();
}
