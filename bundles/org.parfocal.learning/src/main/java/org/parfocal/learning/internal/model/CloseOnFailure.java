package org.parfocal.learning.internal.model;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, last first, unless everything went well and it is kept. */
public final class CloseOnFailure implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  public <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /** Leaves all parts open. */
  public void keep() {
    parts.clear();
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failure = failure == null ? new IllegalStateException(e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
