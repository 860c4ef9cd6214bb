package org.parfocal.platform.internal.wiring;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.PluginException;

/** The constructor of a plugin threw what no user can mend, or did not return. */
final class FailedStart extends PluginException {
  @Serial private static final long serialVersionUID = 1L;

  FailedStart(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
