package org.parfocal.report;

import java.util.Set;
import java.util.function.Consumer;
import org.parfocal.api.Sample;
import org.parfocal.core.DataFacts;
import org.parfocal.core.StoredStudy;

/** The images that a study was made of, as far as they are still where they were. */
@FunctionalInterface
public interface StudyImages {
  /**
   * Looks images up.
   *
   * @param data of the study whose images they are
   * @param samples ids
   * @param taker is given those that the data set still has; their pixels can be read until it
   *     returns
   * @throws org.parfocal.api.ParfocalException if the data set is gone, or is another one by now:
   *     one sentence that can stand in a report
   */
  void read(StoredStudy study, DataFacts data, Set<String> samples, Consumer<Sample> taker);
}
