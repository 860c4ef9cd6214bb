package org.parfocal.learning;

import java.io.Serial;
import org.parfocal.api.ParfocalException;

/** A training whose numbers are no longer finite. */
public final class DivergenceException extends ParfocalException {
  @Serial private static final long serialVersionUID = 1L;

  public DivergenceException(String message) {
    super(message);
  }
}
