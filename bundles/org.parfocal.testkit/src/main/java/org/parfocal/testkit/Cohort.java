package org.parfocal.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;

/** A tiny cohort of two classes, complete at every magnification. */
public final class Cohort {
  /** Edge of the images in pixels. */
  public static final int SIZE = 16;

  private static final List<String> INSTITUTES = List.of("north", "south", "west");

  private Cohort() {}

  /**
   * Patients p01, p02, …, of whom every second one is malignant. Each has a place at each
   * magnification, and so many images of it; the attribute {@code institute} goes round three.
   *
   * @param patients how many
   * @param images of each patient at each magnification
   * @param magnifications nominal values
   */
  public static Dataset of(int patients, int images, String... magnifications) {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 1; patient <= patients; patient++) {
      for (String magnification : magnifications) {
        for (int image = 1; image <= images; image++) {
          samples.add(sample(patient, magnification, image));
        }
      }
    }
    return new Dataset(
        "cohort", List.of("benign", "malignant"), samples, "manifest", "", List.of());
  }

  /** Its samples as a training draws them when nothing is augmented. */
  public static TrainingSet training(int patients, int images, String... magnifications) {
    return TrainingSet.of(of(patients, images, magnifications).samples(), 2);
  }

  private static Sample sample(int patient, String magnification, int image) {
    String name = "p%02d".formatted(patient);
    String id = name + "/" + magnification + "/" + image;
    int label = patient % 2;
    return new Sample(
        id,
        new PlainImage(id, label, SIZE),
        label,
        name,
        name,
        magnification,
        OptionalDouble.empty(),
        name + "/" + image,
        Map.of("institute", INSTITUTES.get(patient % INSTITUTES.size())));
  }
}
