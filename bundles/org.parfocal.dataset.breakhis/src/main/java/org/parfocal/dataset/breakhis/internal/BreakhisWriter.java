package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetWriter;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.api.WholeFile;
import org.parfocal.imaging.PngWriter;

/**
 * Writes any two-class data set in the layout of BreaKHis, on all processors. Each file appears
 * whole or not at all; what an interrupted export left is kept, if it was of the same data set.
 */
@Component(service = DatasetWriter.class, property = Sections.NAME_PROPERTY + "=breakhis")
public final class BreakhisWriter implements DatasetWriter {
  private static final String TOP = "BreaKHis_v1";

  @Override
  public void write(Dataset dataset, Path directory, DoubleConsumer progress) {
    List<BreakhisName> names = ExportNames.of(dataset);
    try {
      prepare(directory.resolve(TOP), ExportNote.of(dataset));
    } catch (IOException e) {
      throw new OutputException(
          "The folder %s cannot be written: %s; choose another one."
              .formatted(directory.toAbsolutePath(), e),
          e);
    }
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      CompletionService<Void> done = new ExecutorCompletionService<>(workers);
      for (int i = 0; i < names.size(); i++) {
        Sample sample = dataset.samples().get(i);
        Path file = directory.resolve(names.get(i).path());
        done.submit(() -> write(sample, file), null);
      }
      for (int i = 0; i < names.size(); i++) {
        done.take().get();
        progress.accept((i + 1.0) / names.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the export was stopped");
    } catch (ExecutionException e) {
      throw rethrown(e);
    } finally {
      stop(workers);
    }
  }

  private static void write(Sample sample, Path file) {
    try {
      if (PngEnds.areWhole(file)) {
        return;
      }
    } catch (IOException e) {
      throw new OutputException(
          "The file %s cannot be read: %s; delete it.".formatted(file.toAbsolutePath(), e), e);
    }
    PngWriter.write(sample.image().read(), file);
  }

  /** Makes the folder, or makes sure that it is an unfinished export of the same data set. */
  private static void prepare(Path top, ExportNote note) throws IOException {
    Files.createDirectories(top);
    Path earlier = top.resolve(ExportNote.FILE);
    if (Files.exists(earlier)) {
      ExportNote found = ExportNote.read(earlier);
      if (!found.manifest().equals(note.manifest())) {
        throw new OutputException(
            "%s holds an export of another data set (%s) or of other options; choose an empty folder."
                .formatted(top.toAbsolutePath(), found.dataset()));
      }
    } else {
      refuseOthers(top);
      note.write(top);
    }
    removeUnfinished(top);
  }

  private static void refuseOthers(Path top) throws IOException {
    try (Stream<Path> content = Files.list(top)) {
      if (!content.allMatch(BreakhisWriter::isUnfinished)) {
        throw new OutputException(
            "%s holds files that are not of an export; choose an empty folder."
                .formatted(top.toAbsolutePath()));
      }
    }
  }

  private static void removeUnfinished(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (isUnfinished(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isUnfinished(Path file) {
    String name = String.valueOf(file.getFileName());
    return WholeFile.isUnfinished(file)
        && (name.startsWith("SOB_") || name.startsWith(ExportNote.FILE));
  }

  private static RuntimeException rethrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(e);
  }

  /** Nothing is written any more when this returns. */
  private static void stop(ExecutorService workers) {
    workers.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      workers.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
