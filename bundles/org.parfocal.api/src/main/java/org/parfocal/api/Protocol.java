package org.parfocal.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Cuts a data set into folds. */
@ConsumerType
public interface Protocol {
  /**
   * The folds of a data set, in a stable order. Depends on nothing but the data set and this
   * protocol's options (its split seed is one), so that every variant and seed of a study shares
   * its folds.
   *
   * @throws DatasetException if no fold at all can be made; the message says why
   */
  FoldPlan folds(Dataset dataset) throws DatasetException;
}
