package org.parfocal.dataset.breakhis.internal;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** One location's archive is no sound copy; another location may have one. */
final class UnsoundArchiveException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  UnsoundArchiveException(String reason) {
    super(reason);
  }

  UnsoundArchiveException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
