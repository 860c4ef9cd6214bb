package org.parfocal.api;

import java.io.Serial;

/**
 * What computes cannot be used by this process, or not any more: every other job would end as this
 * one. The study stops, and the job is left to be run again.
 */
public final class EngineException extends PluginException {
  @Serial private static final long serialVersionUID = 1L;

  public EngineException(String message) {
    super(message);
  }
}
