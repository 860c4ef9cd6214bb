package org.parfocal.imaging.internal;

import java.io.IOException;
import java.io.Serial;

/** A file is sound, and of a kind that is not read. The message ends with what to do about it. */
final class UnreadException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  UnreadException(String message) {
    super(message);
  }
}
