package org.parfocal.table.cohort;

import java.util.function.Function;
import org.parfocal.api.DatasetException;

/**
 * Says what a row of a cohort's table stands for.
 *
 * @param <S> what that is
 */
public interface RowSource<S> {
  /**
   * What a row stands for; nothing of it need be read.
   *
   * @param cells the row's value of a field, empty if it has none
   * @throws DatasetException if there is no such thing; becomes a problem of the row's line
   */
  S of(Function<CohortField, String> cells) throws DatasetException;

  /** The id of the sample that it becomes. */
  String id(S source);
}
