package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.DatasetWriter;
import org.parfocal.platform.Platform;

/** A command that reads a data set and writes it, or what it makes of it, in some layout. */
abstract class WritingCommand extends PlatformCommand {
  private final Supplier<Collection<Map.Entry<Map<String, Object>, DatasetWriter>>> writers;

  WritingCommand(
      Platform platform,
      Supplier<Collection<Map.Entry<Map<String, Object>, DatasetWriter>>> writers,
      Terminal terminal) {
    super(platform, terminal);
    this.writers = writers;
  }

  /** The writer of a layout. */
  DatasetWriter writer(String layout) {
    return NamedServices.choose(writers.get(), layout, "layout");
  }

  /**
   * Reads, tells warnings, and writes.
   *
   * @param made of the data set, with the same progress
   * @return what was written
   */
  Dataset write(DatasetWriter writer, DatasetReader reader, Made made, Path directory) {
    try (Progress progress = Progress.on(terminal, false, false)) {
      Dataset dataset = read(reader, progress);
      dataset.warnings().forEach(terminal::warning);
      Dataset written = made.of(dataset, progress);
      writer.write(written, directory, share -> progress.step(share, "writing " + written.name()));
      return written;
    }
  }

  /** Makes another data set of one. */
  interface Made {
    Dataset of(Dataset dataset, Progress progress);
  }
}
