package org.parfocal.benchmarks;

/** An engine could not do what it was asked for. */
final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineException(String message) {
    super(message);
  }
}
