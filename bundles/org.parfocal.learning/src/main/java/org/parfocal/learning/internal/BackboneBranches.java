package org.parfocal.learning.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Branches;
import org.parfocal.learning.FloatTensors;
import org.parfocal.learning.RowBuffer;
import org.parfocal.learning.Update;

/** One backbone, or several of which each embeds some rows of a batch. */
final class BackboneBranches implements AutoCloseable {
  private final Branches branches;
  private final List<BackboneThread> backbones = new ArrayList<>();
  private final RowBuffer embeddings;
  private final int embeddingSize;
  private final List<int[]> rowsOf = new ArrayList<>();

  BackboneBranches(BackboneProvider provider, Branches branches, int imageSize, Chance chance) {
    this.branches = branches;
    try (Opened opened = new Opened()) {
      for (int branch = 0; branch < branches.count(); branch++) {
        long seed = chance.seed(branch == 0 ? "backbone" : "backbone " + branch);
        backbones.add(
            opened.add(
                new BackboneThread(
                    () -> provider.create(imageSize, seed), branches.count() > 1, imageSize)));
      }
      embeddingSize = backbones.get(0).embeddingSize();
      embeddings = new RowBuffer(embeddingSize);
      opened.keep();
    }
  }

  int embeddingSize() {
    return embeddingSize;
  }

  /** Embeds a batch: {@code [n, d]}, valid until the next call. */
  INDArray forward(INDArray images, List<Sample> samples, boolean training) {
    if (backbones.size() == 1) {
      return backbones.get(0).forward(images, training);
    }
    divide(samples);
    float[] pixels = FloatTensors.read(images);
    float[] all = new float[samples.size() * embeddingSize];
    for (int branch = 0; branch < backbones.size(); branch++) {
      int[] rows = rowsOf.get(branch);
      if (rows.length > 0) {
        float[] own = gathered(pixels, rows, pixels.length / samples.size());
        float[] embedded = backbones.get(branch).forward(own, rows.length, training);
        for (int row = 0; row < rows.length; row++) {
          System.arraycopy(
              embedded, row * embeddingSize, all, rows[row] * embeddingSize, embeddingSize);
        }
      }
    }
    return embeddings.rows(samples.size(), all);
  }

  void backward(INDArray gradient) {
    if (backbones.size() == 1) {
      backbones.get(0).backward(gradient);
      return;
    }
    float[] slopes = FloatTensors.read(gradient);
    for (int branch = 0; branch < backbones.size(); branch++) {
      int[] rows = rowsOf.get(branch);
      if (rows.length > 0) {
        backbones.get(branch).backward(gathered(slopes, rows, embeddingSize), rows.length);
      }
    }
  }

  /** The sum of the squares of all gradients of the last batch. */
  double squaredGradientNorm() {
    return busy().mapToDouble(BackboneThread::squaredGradientNorm).sum();
  }

  /** Steps every backbone that had rows in the last batch. */
  void step(Update update) {
    busy().forEach(backbone -> backbone.step(update));
  }

  /** The backbones that had rows in the last batch. */
  private Stream<BackboneThread> busy() {
    return backbones.size() == 1
        ? backbones.stream()
        : IntStream.range(0, backbones.size())
            .filter(branch -> rowsOf.get(branch).length > 0)
            .mapToObj(backbones::get);
  }

  /** The first layer whose last result was not finite. */
  Optional<String> firstNonFinite() {
    return backbones.stream().flatMap(backbone -> backbone.firstNonFinite().stream()).findFirst();
  }

  /** The feature maps of one image, {@code [1, h, w, d]}, the caller's to close. */
  Optional<INDArray> featureMaps(INDArray image, Sample sample) {
    return backbones.get(branch(sample)).featureMaps(image);
  }

  Map<String, INDArray> tensors() {
    if (backbones.size() == 1) {
      return backbones.get(0).tensors();
    }
    Map<String, INDArray> all = new LinkedHashMap<>();
    for (int branch = 0; branch < backbones.size(); branch++) {
      String prefix = branch + "/";
      backbones.get(branch).tensors().forEach((name, tensor) -> all.put(prefix + name, tensor));
    }
    return all;
  }

  @Override
  public void close() {
    backbones.forEach(BackboneThread::close);
    embeddings.close();
  }

  /** The indices of the samples that each backbone embeds, in order. */
  List<List<Integer>> rowsByBranch(List<Sample> samples) {
    List<List<Integer>> rows = new ArrayList<>();
    backbones.forEach(backbone -> rows.add(new ArrayList<>()));
    for (int row = 0; row < samples.size(); row++) {
      rows.get(branch(samples.get(row))).add(row);
    }
    return rows;
  }

  private void divide(List<Sample> samples) {
    rowsOf.clear();
    rowsByBranch(samples)
        .forEach(rows -> rowsOf.add(rows.stream().mapToInt(Integer::intValue).toArray()));
  }

  private int branch(Sample sample) {
    if (backbones.size() == 1) {
      return 0;
    }
    int branch = branches.branch().applyAsInt(sample);
    if (branch < 0 || branch >= backbones.size()) {
      throw new PluginException(
          "The model strategy sends %s to backbone %d of %d."
              .formatted(sample.image().description(), branch + 1, backbones.size()));
    }
    return branch;
  }

  private static float[] gathered(float[] from, int[] rows, int length) {
    float[] some = new float[rows.length * length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(from, rows[row] * length, some, row * length, length);
    }
    return some;
  }
}
