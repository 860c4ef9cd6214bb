package org.parfocal.launcher;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sends the framework's own messages to the log instead of standard output. They name the bundle
 * and the problem; stack traces, mostly of plugins, come with a detailed log.
 */
final class FrameworkLog extends Logger {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("org.apache.felix.framework");

  @Override
  protected void doLog(int level, String message, @Nullable Throwable problem) {
    switch (level) {
      case LOG_ERROR -> LOG.error(message, LOG.isInfoEnabled() ? problem : null);
      case LOG_WARNING -> LOG.warn(message, LOG.isInfoEnabled() ? problem : null);
      case LOG_INFO -> LOG.info(message, problem);
      default -> LOG.debug(message, problem);
    }
  }
}
