package org.parfocal.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;

/**
 * Samples predicted by several models of the same classes, one after another: the mean of their
 * probabilities and, of two classes, the mean of their thresholds. Of one model, what it says.
 */
public final class Ensemble {
  private static final int AT_ONCE = 256;

  private final List<Sample> samples;
  private final List<String> classes;
  private final double[][] sums;
  private final TrainedOn[] trainedOn;
  private double thresholds;
  private int models;

  /** What a sample has in common with a model's training samples. */
  public enum TrainedOn {
    /** Nothing that is known. */
    NOTHING,
    /** The patient's id. */
    PATIENT,
    /** The pixels. */
    IMAGE
  }

  /**
   * What is said of one sample.
   *
   * @param probabilities one per class
   * @param threshold from which the second of two classes is decided for; empty with more classes,
   *     of which the most probable one is
   * @param predicted index of the class
   * @param trainedOn whether one of the models knows the sample from its training
   */
  @SuppressWarnings("ArrayRecordComponent") // many and large; nobody compares them
  public record Decision(
      double[] probabilities, OptionalDouble threshold, int predicted, TrainedOn trainedOn) {}

  /**
   * Starts without a model.
   *
   * @param classes names in label order
   */
  public Ensemble(List<Sample> samples, List<String> classes) {
    this.samples = List.copyOf(samples);
    this.classes = List.copyOf(classes);
    this.sums = new double[samples.size()][classes.size()];
    this.trainedOn = new TrainedOn[samples.size()];
    Arrays.fill(trainedOn, TrainedOn.NOTHING);
  }

  /**
   * Predicts every sample with one more model.
   *
   * @param model as {@code job} loads it
   * @param images under the job's own options
   * @param threshold of this model
   * @param progress is told the share that is done
   * @throws ConfigurationException if the model is of other classes, or needs to know more of a
   *     sample than is known
   */
  public void add(
      FinishedModel job,
      TrainedModel model,
      Images images,
      double threshold,
      DoubleConsumer progress) {
    requireSameClasses(job);
    requireKnown(model);
    int done = 0;
    for (List<Integer> rows : together()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("stopped");
      }
      progress.accept((double) done / samples.size());
      List<TrainedModel.Output> outputs = model.predict(rows.stream().map(samples::get).toList());
      for (int index = 0; index < rows.size(); index++) {
        int row = rows.get(index);
        double[] probabilities = outputs.get(index).probabilities();
        for (int k = 0; k < probabilities.length; k++) {
          sums[row][k] += probabilities[k];
        }
        note(row, job, images);
      }
      done += rows.size();
    }
    thresholds += threshold;
    models++;
  }

  /** What the models so far say together, one decision for each sample. */
  public List<Decision> decisions() {
    List<Decision> decisions = new ArrayList<>();
    double threshold = thresholds / models;
    for (int row = 0; row < sums.length; row++) {
      double[] mean = Arrays.stream(sums[row]).map(sum -> sum / models).toArray();
      boolean two = mean.length == 2;
      decisions.add(
          new Decision(
              mean,
              two ? OptionalDouble.of(threshold) : OptionalDouble.empty(),
              two ? (mean[1] >= threshold ? 1 : 0) : largest(mean),
              trainedOn[row]));
    }
    return decisions;
  }

  private void requireSameClasses(FinishedModel job) {
    if (!job.classes().equals(classes)) {
      throw new ConfigurationException(
          "The models are of different classes: %s has %s, the first one %s; give models of one task."
              .formatted(
                  job.directory(), String.join(", ", job.classes()), String.join(", ", classes)));
    }
  }

  private void requireKnown(TrainedModel model) {
    for (Sample sample : samples) {
      String missing = model.missing(sample).orElse("");
      if (!missing.isEmpty()) {
        throw new ConfigurationException(
            "The model cannot judge %s without %s."
                .formatted(sample.image().description(), missing));
      }
    }
  }

  private void note(int row, FinishedModel job, Images images) {
    Sample sample = samples.get(row);
    TrainedOn found =
        job.trainedOnImage(images.content(sample))
            ? TrainedOn.IMAGE
            : job.trainedOnPatient(sample) ? TrainedOn.PATIENT : TrainedOn.NOTHING;
    if (found.compareTo(trainedOn[row]) > 0) {
      trainedOn[row] = found;
    }
  }

  /** Rows that are predicted together; a place is never divided: it may be judged as a whole. */
  private List<List<Integer>> together() {
    Map<List<String>, List<Integer>> places = new LinkedHashMap<>();
    for (int row = 0; row < samples.size(); row++) {
      Sample sample = samples.get(row);
      String place = sample.place();
      List<String> key = place == null ? List.of(sample.id()) : List.of(sample.patient(), place);
      places.computeIfAbsent(key, none -> new ArrayList<>()).add(row);
    }
    List<List<Integer>> parts = new ArrayList<>();
    List<Integer> part = new ArrayList<>();
    for (List<Integer> place : places.values()) {
      if (!part.isEmpty() && part.size() + place.size() > AT_ONCE) {
        parts.add(part);
        part = new ArrayList<>();
      }
      part.addAll(place);
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int index = 1; index < values.length; index++) {
      if (values[index] > values[largest]) {
        largest = index;
      }
    }
    return largest;
  }
}
