package org.parfocal.augmentation.dcgan.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Parameter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps, now and then at the end of an epoch, what the training of one generator needs to go on
 * from there to the last bit: the scores so far, and of each parameter of both networks its steps,
 * its values and the two moments of Adam. Random numbers are not kept but drawn again up to the
 * same place, and batch statistics are measured when the training ends.
 */
final class GeneratorCheckpoint {
  private static final Logger LOG = LoggerFactory.getLogger(GeneratorCheckpoint.class);
  private static final double NANOSECONDS_PER_MINUTE = 60e9;

  /** Values and moments. */
  private static final int FLOATS = 3;

  private final Path file;
  private final double minutes;
  private long last = System.nanoTime();

  /**
   * Prepares.
   *
   * @param file named by all that decides how the training goes
   * @param minutes between two checkpoints; 0 for none
   */
  GeneratorCheckpoint(Path file, double minutes) {
    this.file = file;
    this.minutes = minutes;
  }

  /**
   * Gives a new trainer what was kept, if it was; returns the scores of the epochs that are done.
   */
  List<GanScores> resume(GanTrainer trainer) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    List<Parameter> parameters = parameters(trainer);
    try {
      Kept kept = read(parameters);
      for (int index = 0; index < parameters.size(); index++) {
        kept.states().get(index).give(parameters.get(index));
      }
      LOG.info("The training of a generator goes on after epoch {}", kept.curve().size());
      return kept.curve();
    } catch (IOException e) {
      LOG.warn("{} is damaged ({}); the generator is trained anew.", file, e.getMessage());
      return List.of();
    }
  }

  /** Considers the end of an epoch. */
  void offer(List<GanScores> curve, GanTrainer trainer) {
    if (minutes == 0 || System.nanoTime() - last < minutes * NANOSECONDS_PER_MINUTE) {
      return;
    }
    try {
      CheckedFile.write(file, out -> write(out, curve, parameters(trainer)));
    } catch (IOException e) {
      // The training itself is sound; what its results need to be written is told by them.
      LOG.warn("No checkpoint of a generator is kept in {} ({})", file, e.toString());
    }
    last = System.nanoTime();
  }

  /** Removes what is no longer needed. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} is no longer needed and could not be removed ({})", file, e.toString());
    }
  }

  private static List<Parameter> parameters(GanTrainer trainer) {
    return List.copyOf(trainer.parameters().values());
  }

  private static void write(DataOutputStream out, List<GanScores> curve, List<Parameter> parameters)
      throws IOException {
    for (GanScores scores : curve) {
      scores.write(out);
    }
    for (Parameter parameter : parameters) {
      out.writeInt(parameter.optimizer().steps());
      GeneratorFile.write(out, FloatTensors.read(parameter.value()));
      for (INDArray moment : parameter.optimizer().moments()) {
        GeneratorFile.write(out, FloatTensors.read(moment));
      }
    }
  }

  private Kept read(List<Parameter> parameters) throws IOException {
    long fixed =
        parameters.stream()
            .mapToLong(one -> Integer.BYTES + (long) FLOATS * Float.BYTES * one.length())
            .sum();
    long epochs = (Files.size(file) - CheckedFile.TAIL - fixed) / GanScores.BYTES;
    return CheckedFile.read(
        file,
        fixed + Math.max(1, epochs) * GanScores.BYTES,
        in -> {
          List<GanScores> curve = new ArrayList<>();
          for (int epoch = 0; epoch < epochs; epoch++) {
            curve.add(GanScores.read(in));
          }
          List<State> states = new ArrayList<>();
          for (Parameter parameter : parameters) {
            states.add(State.read(in, parameter.length()));
          }
          return new Kept(curve, states);
        });
  }

  private record Kept(List<GanScores> curve, List<State> states) {}

  /** What is kept of a parameter: values, then moments. */
  private record State(int steps, List<float[]> floats) {
    static State read(DataInputStream in, int length) throws IOException {
      int steps = in.readInt();
      List<float[]> floats = new ArrayList<>();
      for (int part = 0; part < FLOATS; part++) {
        floats.add(GeneratorFile.read(in, length));
      }
      return new State(steps, floats);
    }

    void give(Parameter parameter) {
      FloatTensors.write(floats.get(0), parameter.value());
      try (INDArray mean = Nd4j.createFromArray(floats.get(1));
          INDArray square = Nd4j.createFromArray(floats.get(2))) {
        parameter.optimizer().restore(List.of(mean, square), steps);
      }
    }
  }
}
