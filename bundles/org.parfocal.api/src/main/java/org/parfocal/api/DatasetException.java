package org.parfocal.api;

import java.io.Serial;

/** A data set, or one of its images, cannot be used as it is. */
public final class DatasetException extends ParfocalException {
  @Serial private static final long serialVersionUID = 1L;

  public DatasetException(String message) {
    super(message);
  }

  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
