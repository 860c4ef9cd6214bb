package org.parfocal.imaging.internal;

import java.util.Collections;
import java.util.List;

/** What networks normalise values from 0 to 1 by: (value − mean) / deviation. */
enum Normalisation {
  /** The statistics that ImageNet's pretrained networks were trained with. */
  IMAGENET(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)),
  /** Values from -1 to 1. */
  HALF(0.5, 0.5),
  /** Values from 0 to 1. */
  NONE(0, 1);

  private final List<Double> mean;
  private final List<Double> deviation;

  Normalisation(double mean, double deviation) {
    this(Collections.nCopies(3, mean), Collections.nCopies(3, deviation));
  }

  Normalisation(List<Double> mean, List<Double> deviation) {
    this.mean = List.copyOf(mean);
    this.deviation = List.copyOf(deviation);
  }

  /** Of red, green and blue. */
  List<Double> mean() {
    return mean;
  }

  /** Of red, green and blue. */
  List<Double> deviation() {
    return deviation;
  }
}
