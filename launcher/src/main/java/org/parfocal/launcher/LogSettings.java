package org.parfocal.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import ch.qos.logback.core.status.Status;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up the log in code, which starts faster than an XML file: warnings to standard error, so
 * that standard output holds results only.
 *
 * <p>{@code PARFOCAL_LOG} sets the level, {@code PARFOCAL_LOG_FILE} names a file to append to
 * instead; a logback file given with {@code -Dlogback.configurationFile} replaces all this.
 */
public final class LogSettings extends ContextAwareBase implements Configurator {
  /** Environment variable and, in lower case with dots, system property: the level. */
  static final String LEVEL_VARIABLE = "PARFOCAL_LOG";

  static final String LEVEL_PROPERTY = "parfocal.log";
  static final String FILE_VARIABLE = "PARFOCAL_LOG_FILE";

  /** Called by logback's service loader. */
  public LogSettings() {}

  /**
   * Checks a level's name.
   *
   * @throws LaunchException if there is no such level
   */
  static void check(String level) throws LaunchException {
    if (Level.toLevel(level, null) == null) {
      throw LaunchException.usage(
          "The environment variable %s is \"%s\"; it can be off, error, warn, info, debug or trace."
              .formatted(LEVEL_VARIABLE, level));
    }
  }

  /**
   * Checks that the log's file can be appended to; the log itself would say nothing.
   *
   * @param file value of {@link #FILE_VARIABLE}; may be null or blank
   * @throws LaunchException if it cannot
   */
  static void checkFile(@Nullable String file) throws LaunchException {
    if (file == null || file.isBlank()) {
      return;
    }
    try (FileOutputStream trial = new FileOutputStream(file, true)) {
      trial.flush();
    } catch (IOException e) {
      throw LaunchException.usage(
          "The log file that the environment variable %s names cannot be written (%s); name another one."
              .formatted(FILE_VARIABLE, e.getMessage()));
    }
  }

  /** Why the log lacks lines, as the end of a sentence; empty if it is complete. */
  static Optional<String> failure() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        ? context.getStatusManager().getCopyOfStatusList().stream()
            .map(Status::getThrowable)
            .filter(IOException.class::isInstance)
            .map(Throwable::getMessage)
            .findFirst()
        : Optional.empty();
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    // Without a listener logback prints what it did and where it failed; failure() says it shortly.
    context.getStatusManager().add(new NopStatusListener());
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{30}: %msg%n");
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = appender();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(System.getProperty(LEVEL_PROPERTY), Level.WARN));
    root.addAppender(appender);
    // It warns of itself at every file; what is read or written is checked.
    context.getLogger("io.jhdf").setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static OutputStreamAppender<ILoggingEvent> appender() {
    String file = System.getenv(FILE_VARIABLE);
    if (file == null || file.isBlank()) {
      ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
      console.setTarget("System.err");
      return console;
    }
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(file);
    return appender;
  }
}
