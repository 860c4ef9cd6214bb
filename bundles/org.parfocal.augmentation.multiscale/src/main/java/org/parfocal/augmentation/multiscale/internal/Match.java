package org.parfocal.augmentation.multiscale.internal;

import java.util.List;
import org.parfocal.api.Sample;

/** Which images of one class belong together. */
enum Match {
  /** Decided by the kind of group and by what the samples know. */
  AUTO,
  /** Those of one place. */
  SAME_PLACE,
  /** Those of one patient. */
  SAME_PATIENT,
  /** All. */
  ANY;

  /**
   * What samples that belong together have in common, their class included: a patient may have
   * images of several.
   */
  List<Object> key(Sample sample) {
    return switch (this) {
      case SAME_PLACE -> List.of(sample.label(), sample.patient(), place(sample));
      case SAME_PATIENT -> List.of(sample.label(), sample.patient());
      case ANY -> List.of(sample.label());
      case AUTO -> throw new IllegalStateException("not decided");
    };
  }

  private static String place(Sample sample) {
    String place = sample.place();
    if (place == null) {
      throw new IllegalArgumentException("sample " + sample.id() + " has no place");
    }
    return place;
  }
}
