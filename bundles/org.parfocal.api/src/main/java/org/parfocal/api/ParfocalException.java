package org.parfocal.api;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Something a user can mend. The message is one sentence, or one a line, that says what is wrong,
 * where, and what to do. Every other exception is a bug and keeps its stack trace.
 */
public abstract class ParfocalException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  protected ParfocalException(String message) {
    super(message);
  }

  protected ParfocalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
