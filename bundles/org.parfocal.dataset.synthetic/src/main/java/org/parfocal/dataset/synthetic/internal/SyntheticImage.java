package org.parfocal.dataset.synthetic.internal;

import java.util.Locale;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;

/**
 * One place of a patient through one microscope objective, painted when it is read.
 *
 * @param patient whose tissue
 * @param place name of the place, unique within the patient
 * @param objective looked through
 * @param settings of the data set
 */
record SyntheticImage(
    Patient patient, String place, MicroscopeObjective objective, CohortSettings settings)
    implements ImageSource {
  /** Raised with every change of what is drawn, so that caches do not mix old and new pixels. */
  static final int VERSION = 1;

  /** Coarser pixels than this are painted finer and averaged, µm. */
  private static final double COARSEST = 2.2;

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
    Scene scene = scene();
    int finer = (int) Math.ceil(objective.micronsPerPixel() / COARSEST);
    Canvas canvas =
        Canvas.of(
            settings.width() * finer,
            settings.height() * finer,
            objective.micronsPerPixel() / finer);
    new StromaPainter(scene.stroma(), canvas, new Ground(scene, canvas)).paint();
    new StructurePainter(scene.structures(), canvas).paint();
    new NucleusPainter(canvas).paint(scene.nuclei(canvas.window()));
    RandomStream random = RandomStream.of(patient.seed(), place + "/" + objective.name());
    return new Optics(patient.stain(), objective, random).expose(canvas, finer);
  }

  /** The tissue; the same at every magnification. */
  Scene scene() {
    return SceneComposer.compose(patient, place, settings.areaWidth(), settings.areaHeight());
  }
}
