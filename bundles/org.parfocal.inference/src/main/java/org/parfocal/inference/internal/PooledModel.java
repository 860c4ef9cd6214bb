package org.parfocal.inference.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.ClassActivation;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.imaging.ZoomedSamples;

/** A model that is asked about each image at several scales, or about all images of a place. */
record PooledModel(TrainedModel model, List<Double> scales, Pool pool, Over over)
    implements TrainedModel {
  @Override
  public List<Output> predict(List<Sample> samples) {
    List<List<double[]>> answers = new ArrayList<>();
    List<float[]> embeddings = List.of();
    int kept = Math.max(0, scales.indexOf(1.0));
    for (int index = 0; index < scales.size(); index++) {
      List<Output> outputs = answers(samples, scales.get(index));
      answers.add(outputs.stream().map(Output::probabilities).toList());
      if (index == kept) {
        embeddings = outputs.stream().map(Output::embedding).toList();
      }
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

  private List<Output> answers(List<Sample> samples, double scale) {
    if (scale == 1) {
      return model.predict(samples);
    }
    // All scales of an image are decoded together, so they are named together.
    List<Double> zooms = scales.stream().filter(each -> each != 1).toList();
    return model.predict(
        samples.stream()
            .map(sample -> ZoomedSamples.of(sample, zooms).get(zooms.indexOf(scale)))
            .toList());
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

  @Override
  public Optional<String> missing(Sample sample) {
    return model.missing(sample);
  }

  @Override
  public Optional<ClassActivation> classActivation(Sample sample, int label) {
    return model.classActivation(sample, label);
  }

  @Override
  public void save(Path directory) {
    model.save(directory);
  }

  @Override
  public void close() {
    model.close();
  }
}
