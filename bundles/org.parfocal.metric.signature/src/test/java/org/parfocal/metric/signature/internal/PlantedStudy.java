package org.parfocal.metric.signature.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;

/**
 * Outcomes whose embeddings tell the class in known dimensions: the first {@code planted} ones,
 * each by so many standard deviations of its noise. Patients differ in every dimension.
 */
final class PlantedStudy {
  /** How far apart patients are, in standard deviations of an image. */
  private static final double PLACE = 0.2;

  private final int dimensions;
  private final int planted;
  private final double strength;
  private final int classes;
  private final int patients;
  private final int images;

  PlantedStudy(
      int dimensions, int planted, double strength, int classes, int patients, int images) {
    this.dimensions = dimensions;
    this.planted = planted;
    this.strength = strength;
    this.classes = classes;
    this.patients = patients;
    this.images = images;
  }

  /** One fold: of six patients, four are for training, one is a test patient and one is seen. */
  Outcome fold(String name, long seed, long draw) {
    Random random = new Random(draw);
    List<Prediction> predictions = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    for (int patient = 0; patient < patients; patient++) {
      int label = patient % classes;
      double[] place = random.doubles(dimensions).map(u -> PLACE * (u - 0.5)).toArray();
      int role = patient / classes % 6;
      Part part = role < 4 ? Part.TRAINING : role == 4 ? Part.TEST : Part.SEEN;
      for (int image = 0; image < images; image++) {
        float[] row = new float[dimensions];
        for (int dimension = 0; dimension < dimensions; dimension++) {
          boolean tells = dimension < planted && dimension % classes == label;
          double mean = place[dimension] + (tells ? strength : 0);
          row[dimension] = (float) (mean + random.nextGaussian());
        }
        rows.add(row);
        predictions.add(prediction(name, patient, image, part, label));
      }
    }
    return outcome(name, seed, classes, predictions, rows);
  }

  private Prediction prediction(String fold, int patient, int image, Part part, int label) {
    return new Prediction(
        fold,
        "p" + patient + "-" + image,
        "p" + patient,
        "40X",
        part,
        label,
        Prediction.boxed(probabilities(classes)));
  }

  private static double[] probabilities(int classes) {
    double[] probabilities = new double[classes];
    probabilities[0] = 1;
    return probabilities;
  }

  static Outcome outcome(
      String name, long seed, int classes, List<Prediction> predictions, List<float[]> rows) {
    return new Outcome(
        "baseline",
        name,
        seed,
        SampleField.MAGNIFICATION,
        List.of("benign", "malignant", "normal").subList(0, classes),
        predictions,
        Optional.of(() -> rows));
  }
}
