package org.parfocal.report.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Makes few things of very different cost on all processors: each is begun when one is free, where
 * a parallel stream deals them out beforehand.
 */
final class SideBySide {
  private SideBySide() {}

  /** What is made of each, in their order; or what the first of them throws that fails. */
  static <T, R> List<R> of(List<T> items, Function<T, R> made) {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<CompletableFuture<R>> all =
          items.stream()
              .map(item -> CompletableFuture.supplyAsync(() -> made.apply(item), threads))
              .toList();
      return all.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException told) {
        throw told;
      }
      if (e.getCause() instanceof Error told) {
        throw told;
      }
      throw e;
    } finally {
      threads.shutdownNow();
    }
  }
}
