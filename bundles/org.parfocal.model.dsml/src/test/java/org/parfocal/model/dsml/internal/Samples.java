package org.parfocal.model.dsml.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;
import org.parfocal.testkit.NoPixels;

/** Samples without pixels. */
final class Samples {
  private static final List<String> MAGNIFICATIONS = List.of("40X", "100X", "200X", "400X");

  private Samples() {}

  /** The first M magnifications, µm per pixel unknown. */
  static Scales scales(int magnifications) {
    return new Scales(
        MAGNIFICATIONS.subList(0, magnifications).stream()
            .map(name -> new Scales.Scale(name, OptionalDouble.empty()))
            .toList());
  }

  /** Pyramids one after another; pyramid g is of class g mod classes. */
  static List<Sample> pyramids(int groups, int magnifications, int classes) {
    List<Sample> samples = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      for (String magnification : MAGNIFICATIONS.subList(0, magnifications)) {
        samples.add(of("patient" + group, "place", magnification, group % classes));
      }
    }
    return samples;
  }

  static Sample of(
      String patient, @Nullable String place, @Nullable String magnification, int label) {
    return of(patient, place, magnification, OptionalDouble.empty(), label);
  }

  static Sample of(
      String patient,
      @Nullable String place,
      @Nullable String magnification,
      OptionalDouble microns,
      int label) {
    String id = patient + "-" + place + "-" + magnification + "-" + label;
    return new Sample(
        id, new NoPixels(id), label, patient, patient, magnification, microns, place, Map.of());
  }
}
