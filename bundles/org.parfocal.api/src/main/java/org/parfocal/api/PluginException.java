package org.parfocal.api;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A plugin is missing, does not start, or broke its contract. */
public class PluginException extends ParfocalException {
  @Serial private static final long serialVersionUID = 1L;

  public PluginException(String message) {
    super(message);
  }

  public PluginException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
