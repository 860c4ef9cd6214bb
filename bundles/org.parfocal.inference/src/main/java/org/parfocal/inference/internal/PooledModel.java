package org.parfocal.inference.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.ForwardingModel;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.imaging.ZoomedSamples;

/** A model that is asked about each image at several scales, or about all images of a place. */
final class PooledModel extends ForwardingModel {
  private final List<Double> scales;
  private final Pool pool;
  private final Over over;

  PooledModel(TrainedModel model, List<Double> scales, Pool pool, Over over) {
    super(model);
    this.scales = scales;
    this.pool = pool;
    this.over = over;
  }

  @Override
  public List<Output> predict(List<Sample> samples) {
    List<List<double[]>> answers = new ArrayList<>();
    List<float[]> embeddings = List.of();
    int kept = Math.max(0, scales.indexOf(1.0));
    for (List<Sample> scale : scaled(samples)) {
      List<Output> outputs = model.predict(scale);
      if (answers.size() == kept) {
        embeddings = outputs.stream().map(Output::embedding).toList();
      }
      answers.add(outputs.stream().map(Output::probabilities).toList());
    }
    Output[] outputs = new Output[samples.size()];
    for (List<Integer> rows : together(samples)) {
      double[] pooled =
          pool.of(
              rows.stream().flatMap(row -> answers.stream().map(scale -> scale.get(row))).toList());
      for (int row : rows) {
        outputs[row] = new Output(pooled.clone(), embeddings.get(row));
      }
    }
    return List.of(outputs);
  }

  /** The samples at each scale. All scales of an image are made, and so decoded, together. */
  private List<List<Sample>> scaled(List<Sample> samples) {
    List<Double> zooms = scales.stream().filter(scale -> scale != 1).toList();
    List<List<Sample>> zoomed =
        samples.stream().map(sample -> ZoomedSamples.of(sample, zooms)).toList();
    return scales.stream()
        .map(
            scale ->
                scale == 1
                    ? samples
                    : zoomed.stream().map(all -> all.get(zooms.indexOf(scale))).toList())
        .toList();
  }

  /** Rows that are judged together, in an order that does not depend on that of the samples. */
  private List<List<Integer>> together(List<Sample> samples) {
    Stream<Integer> rows = IntStream.range(0, samples.size()).boxed();
    if (over == Over.IMAGE) {
      return rows.map(List::of).toList();
    }
    List<List<Integer>> groups = new ArrayList<>();
    Map<List<String>, List<Integer>> places = new HashMap<>();
    rows.sorted(Comparator.comparing(row -> samples.get(row).id()))
        .forEach(
            row -> {
              Sample sample = samples.get(row);
              if (sample.place() == null) {
                groups.add(List.of(row));
              } else {
                places.computeIfAbsent(place(sample), key -> new ArrayList<>()).add(row);
              }
            });
    groups.addAll(places.values());
    return groups;
  }

  /** Names of places are a patient's own. */
  static List<String> place(Sample sample) {
    return List.of(sample.patient(), Objects.requireNonNull(sample.place(), "place"));
  }
}
