package org.parfocal.augmentation.dcgan.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.JobContext;
import org.parfocal.api.OutputException;
import org.parfocal.nn.Sequential;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Generators and their images below the job's cache folder, by the generator's key. Files are
 * written once and renamed into place, so several processes can share a folder; two that want the
 * same generator at the same time both train it, to the same result. What is damaged is made anew.
 */
final class GeneratorStore {
  private static final Logger log = LoggerFactory.getLogger(GeneratorStore.class);

  private final Path folder;
  private final GanHyperparameters hyperparameters;
  private final JobContext job;

  GeneratorStore(GanHyperparameters hyperparameters, JobContext job) {
    this.folder = job.cache().resolve("dcgan");
    this.hyperparameters = hyperparameters;
    this.job = job;
  }

  /** The generator of this key, trained if it is not there. */
  TrainedGenerator generator(String key, Supplier<TrainedGenerator> training) {
    Path file = folder.resolve(key + ".generator");
    Optional<TrainedGenerator> kept =
        kept(file, () -> GeneratorFile.read(file, hyperparameters.epochs(), stateLengths()));
    if (kept.isPresent()) {
      return kept.get();
    }
    TrainedGenerator trained = training.get();
    try {
      GeneratorFile.write(file, trained);
    } catch (IOException e) {
      job.warn(
          "A generator could not be kept in %s (%s); the next job trains it again."
              .formatted(folder, e));
    }
    return trained;
  }

  /**
   * The first images of the generator of this key, made if they are not there.
   *
   * @throws OutputException if they cannot be written
   */
  List<GeneratedImage> images(
      String key, int count, TrainedGenerator generator, GeneratorStreams streams) {
    Path file = folder.resolve(key + "-" + count + ".images");
    Reading<List<GeneratedImage>> reading =
        () -> ImagePack.open(file, count, hyperparameters.imageSize());
    Optional<List<GeneratedImage>> kept = kept(file, reading);
    if (kept.isPresent()) {
      return kept.get();
    }
    try {
      ImageMaker maker = new ImageMaker(hyperparameters, streams);
      ImagePack.write(file, target -> maker.make(generator, count, target));
      return reading.read();
    } catch (IOException e) {
      throw new OutputException(
          "Generated images cannot be written to %s (%s); free space, or mend the folder's rights."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> Optional<T> kept(Path file, Reading<T> reading) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      CacheFolder.used(file);
      return Optional.of(reading.read());
    } catch (IOException e) {
      log.warn("{} is damaged ({}); it is made anew.", file, e.getMessage());
      return Optional.empty();
    }
  }

  private List<Integer> stateLengths() {
    try (Sequential generator =
        Dcgan.generator(hyperparameters, new GeneratorStreams(0, "").stream("", 0))) {
      return generator.state().values().stream()
          .map(values -> Math.toIntExact(values.length()))
          .toList();
    }
  }
}
