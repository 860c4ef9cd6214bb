package org.parfocal.learning.internal.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.JobContext;
import org.parfocal.api.OutputException;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.learning.internal.model.FittedModel;
import org.parfocal.learning.safetensors.Safetensors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps, now and then at the end of an epoch, everything that a training needs to go on from there
 * to the last bit: the model, what optimizers and random streams remember, the best epoch so far,
 * and the history. Draws and transforms are functions of seed and epoch, and need nothing.
 *
 * <p>The tensors are in a file of their own; {@link CheckpointFile} names it and is written last,
 * in one step, so that a process may be killed at any moment.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String MODEL = "model/";
  private static final String MEMORY = "memory/";
  private static final String BEST = "best/";
  private static final String AVERAGE = "average/";
  private static final double NANOSECONDS_PER_MINUTE = 60e9;

  private final double minutes;
  private final Path folder;
  private final String training;
  private final FittedModel model;
  private final WeightAverage average;
  private final BestCheckpoint choice;
  private final History history;
  private long last = System.nanoTime();

  /**
   * Prepares.
   *
   * @param minutes between two checkpoints; 0 for none
   * @param training names all that decides how the training goes; a checkpoint of another one is
   *     not used
   */
  Checkpoints(
      double minutes,
      JobContext job,
      String training,
      FittedModel model,
      WeightAverage average,
      BestCheckpoint choice,
      History history) {
    this.minutes = minutes;
    this.folder = job.checkpoint();
    this.training = training;
    this.model = model;
    this.average = average;
    this.choice = choice;
    this.history = history;
  }

  /** Goes on where the training was stopped, if it was; returns how many epochs are done. */
  int resume() {
    Map<String, INDArray> read = Map.of();
    try {
      Optional<CheckpointFile> found = CheckpointFile.read(folder, training);
      if (found.isEmpty() || model.memory().isEmpty()) {
        return 0;
      }
      CheckpointFile checkpoint = found.get();
      read = Safetensors.read(folder.resolve(checkpoint.tensors()));
      Map<String, StateTensor> tensors = StateTensor.of(read);
      write(behind(MODEL, tensors), model.state());
      TrainingMemory memory = new TrainingMemory(behind(MEMORY, tensors), checkpoint.numbers());
      model.restore(memory);
      average.restore(memory.behind(AVERAGE));
      BestCheckpoint.Standing standing = checkpoint.standing();
      choice.restore(standing, bestIsApart(standing) ? behind(BEST, tensors) : model.state());
      checkpoint.history().forEach(history::add);
      LOG.info("The training goes on after epoch {}", checkpoint.epochs());
      return checkpoint.epochs();
    } catch (IOException | ConfigurationException e) {
      LOG.warn(
          "The training begins anew: the checkpoint in {} is damaged ({})", folder, e.toString());
      return 0;
    } finally {
      read.values().forEach(INDArray::close);
    }
  }

  /** Considers the end of an epoch, counted from 0. */
  void offer(int epoch) {
    if (minutes > 0 && System.nanoTime() - last >= minutes * NANOSECONDS_PER_MINUTE) {
      model.memory().ifPresent(memory -> keep(epoch, memory));
      last = System.nanoTime();
    }
  }

  private void keep(int epoch, TrainingMemory memory) {
    Map<String, StateTensor> tensors = new LinkedHashMap<>();
    model.state().forEach((name, tensor) -> tensors.put(MODEL + name, tensor));
    memory.add(AVERAGE, average.memory());
    memory.tensors().forEach((name, tensor) -> tensors.put(MEMORY + name, tensor));
    BestCheckpoint.Standing standing = choice.standing();
    if (bestIsApart(standing)) {
      choice.tensors().forEach((name, tensor) -> tensors.put(BEST + name, tensor));
    }
    String file = "epoch-%d.safetensors".formatted(epoch + 1);
    try {
      Files.createDirectories(folder);
      Safetensors.write(folder.resolve(file), tensors);
      new CheckpointFile(training, epoch + 1, file, standing, memory.numbers(), history.lines())
          .write(folder);
    } catch (IOException | OutputException e) {
      // The training itself is sound; what its results need to be written is told by them.
      LOG.warn("No checkpoint of epoch {} is kept in {} ({})", epoch + 1, folder, e.toString());
    }
  }

  /** Whether the best parameters so far are others than those that are trained on. */
  private boolean bestIsApart(BestCheckpoint.Standing standing) {
    return average.on() || standing.best() != standing.last();
  }

  private static Map<String, StateTensor> behind(String prefix, Map<String, StateTensor> all) {
    Map<String, StateTensor> some = new LinkedHashMap<>();
    all.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            some.put(name.substring(prefix.length()), tensor);
          }
        });
    return some;
  }

  /** Puts numbers into the tensors of the same names. */
  private static void write(Map<String, StateTensor> from, Map<String, StateTensor> into)
      throws IOException {
    if (!from.keySet().equals(into.keySet())) {
      throw new IOException("it holds the tensors of another model");
    }
    for (Map.Entry<String, StateTensor> entry : from.entrySet()) {
      StateTensor target = into.get(entry.getKey());
      try (INDArray copy = entry.getValue().copy()) {
        if (target != null) {
          target.write(copy);
        }
      }
    }
  }
}
