package org.parfocal.dataset.synthetic.internal;

import java.util.Locale;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;

/**
 * One place of a patient through one objective, drawn when it is read.
 *
 * @param patient whose tissue
 * @param place name of the place, unique within the patient
 * @param objective looked through
 * @param settings of the data set
 */
record SyntheticImage(Patient patient, String place, Objective objective, Settings settings)
    implements ImageSource {
  /** Raised with every change of what is drawn, so that caches do not mix old and new pixels. */
  static final int VERSION = 1;

  @Override
  public String key() {
    return String.join(
        "/",
        "synthetic-" + VERSION,
        settings.look(),
        patient.id(),
        patient.subtype().code(),
        place,
        objective.name());
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "synthetic %s of patient %s, place %s, at %s",
        patient.subtype().label(),
        patient.id(),
        place,
        objective.name());
  }

  @Override
  public RgbImage read() {
    return Microscope.picture(
        scene(),
        objective,
        settings.width(),
        settings.height(),
        Chance.of(patient.seed(), place + "/" + objective.name()));
  }

  /** The tissue; the same at every magnification. */
  Scene scene() {
    return SceneComposer.compose(patient, place, settings.areaWidth(), settings.areaHeight());
  }
}
