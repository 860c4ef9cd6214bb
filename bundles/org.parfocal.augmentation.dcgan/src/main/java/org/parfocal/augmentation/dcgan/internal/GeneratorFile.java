package org.parfocal.augmentation.dcgan.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A trained generator on disk: four doubles an epoch, then the floats of its state. */
final class GeneratorFile {
  private GeneratorFile() {}

  static void write(Path file, TrainedGenerator generator) throws IOException {
    CheckedFile.write(file, out -> write(out, generator));
  }

  private static void write(DataOutputStream out, TrainedGenerator generator) throws IOException {
    for (GanScores scores : generator.curve()) {
      scores.write(out);
    }
    for (float[] values : generator.state()) {
      write(out, values);
    }
  }

  static void write(DataOutputStream out, float[] values) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /**
   * Reads a generator.
   *
   * @param lengths of the parts of its state
   * @throws IOException if the file is missing or damaged
   */
  static TrainedGenerator read(Path file, int epochs, List<Integer> lengths) throws IOException {
    long floats = lengths.stream().mapToLong(Integer::longValue).sum();
    long length = (long) epochs * GanScores.BYTES + floats * Float.BYTES;
    return CheckedFile.read(file, length, in -> read(in, epochs, lengths));
  }

  private static TrainedGenerator read(DataInputStream in, int epochs, List<Integer> lengths)
      throws IOException {
    List<GanScores> curve = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      curve.add(GanScores.read(in));
    }
    List<float[]> state = new ArrayList<>();
    for (int length : lengths) {
      state.add(read(in, length));
    }
    return new TrainedGenerator(state, curve);
  }

  static float[] read(DataInputStream in, int length) throws IOException {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
