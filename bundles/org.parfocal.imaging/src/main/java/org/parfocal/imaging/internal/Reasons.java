package org.parfocal.imaging.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Describes in a few words why something failed; exceptions' own messages are often only a path.
 */
public final class Reasons {
  private static final int LONGEST = 160;

  private Reasons() {}

  /** The reason as it follows "cannot be read: ", without a full stop. */
  public static String of(Throwable failure) {
    if (failure instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (failure instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (failure instanceof FileSystemLoopException) {
      return "its symbolic links form a loop";
    }
    if (failure instanceof FileSystemException e && e.getReason() != null) {
      return oneLine(e.getReason());
    }
    Throwable deepest = failure;
    while (deepest instanceof IOException && deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    if (deepest instanceof EOFException) {
      return "it is truncated";
    }
    String message = oneLine(deepest.getMessage());
    return message.isEmpty()
        ? deepest.getClass().getSimpleName()
        : deepest instanceof IOException
            ? message
            : deepest.getClass().getSimpleName() + ": " + message;
  }

  private static String oneLine(@Nullable String text) {
    if (text == null) {
      return "";
    }
    // Decoders quote what they read.
    String line = text.lines().findFirst().orElse("").replaceAll("\\p{C}", "?").strip();
    if (line.length() > LONGEST) {
      line = line.substring(0, LONGEST) + "…";
    }
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
