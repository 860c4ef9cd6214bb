package org.parfocal.dataset.synthetic.internal;

import org.parfocal.api.RgbImage;

/** Looks at a scene: paints it at one pixel size and sends it through optics and camera. */
final class Microscope {
  /** Coarser pixels than this are painted finer and averaged, µm. */
  private static final double COARSEST = 2.2;

  private Microscope() {}

  static RgbImage picture(Scene scene, Objective objective, int width, int height, Chance chance) {
    int finer = (int) Math.ceil(objective.micronsPerPixel() / COARSEST);
    Canvas canvas = Canvas.of(width * finer, height * finer, objective.micronsPerPixel() / finer);
    paint(scene, canvas);
    return new Optics(scene.patient().stain(), objective, chance).expose(canvas, finer);
  }

  private static void paint(Scene scene, Canvas canvas) {
    new StromaPainter(scene.stroma(), canvas, new Ground(scene, canvas)).paint();
    new StructurePainter(scene.structures(), canvas).paint();
    new NucleusPainter(canvas).paint(scene.nuclei(canvas.window()));
  }
}
