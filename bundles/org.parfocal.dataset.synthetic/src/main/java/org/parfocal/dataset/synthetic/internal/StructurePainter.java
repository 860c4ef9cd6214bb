package org.parfocal.dataset.synthetic.internal;

import java.util.List;

/** Paints the epithelium, its surroundings and what glands hold; nuclei come later. */
final class StructurePainter {
  /** No cleft is wider, µm. */
  private static final double REACH = 10;

  private final List<Structure> structures;
  private final Canvas canvas;

  StructurePainter(List<Structure> structures, Canvas canvas) {
    TissueWindow window = canvas.window().grown(REACH);
    this.canvas = canvas;
    this.structures =
        structures.stream()
            .filter(s -> window.touches(s.outline().x, s.outline().y, s.outline().reach))
            .toList();
  }

  void paint() {
    for (Structure structure : structures) {
      Tissue tissue = new Tissue(structure);
      visit(
          structure,
          structure.cleft() * 1.5 + canvas.pixel(),
          (i, x, y, distance) -> tissue.blend(canvas, i, (float) x, (float) y, distance));
    }
  }

  private interface Visitor {
    void visit(int index, double x, double y, double distance);
  }

  /** Visits the pixels within a margin of a structure. */
  private void visit(Structure structure, double margin, Visitor visitor) {
    Outline outline = structure.outline();
    double reach = outline.reach + margin;
    int right = canvas.column(outline.x + reach + canvas.pixel());
    int bottom = canvas.row(outline.y + reach + canvas.pixel());
    for (int row = canvas.row(outline.y - reach); row < bottom; row++) {
      double y = canvas.y(row);
      for (int column = canvas.column(outline.x - reach); column < right; column++) {
        double x = canvas.x(column);
        double dx = x - outline.x;
        double dy = y - outline.y;
        if (dx * dx + dy * dy < reach * reach) {
          double distance = outline.distance(x, y);
          if (distance < margin) {
            visitor.visit(row * canvas.width() + column, x, y, distance);
          }
        }
      }
    }
  }

  /** What one structure looks like at a point: mixes its densities into the canvas. */
  private static final class Tissue {
    private final Structure structure;
    private final int seed;
    private final float eosin;
    private final float haematoxylin;

    Tissue(Structure structure) {
      this.structure = structure;
      seed = structure.seed();
      eosin = (float) structure.cells().eosin();
      haematoxylin = (float) Math.max(0.05, structure.cells().haematoxylin());
    }

    /**
     * Mixes this structure into a pixel.
     *
     * @param distance of the pixel's centre from the outline, µm
     */
    void blend(Canvas canvas, int i, float x, float y, double distance) {
      float pixel = (float) canvas.pixel();
      float[] h = canvas.haematoxylin();
      float[] e = canvas.eosin();
      if (structure.cleft() > 0) {
        double ragged = structure.cleft() * (0.7 + 0.7 * Noise.at(seed + 3, x / 9, y / 9));
        float clear = 1 - 0.95f * cover(distance - ragged, pixel);
        h[i] *= clear;
        e[i] *= clear;
      }
      float inside = cover(distance, pixel);
      if (inside <= 0) {
        return;
      }
      float cells = cover(structure.epithelium(x, y, distance), pixel);
      float coreE = e[i];
      float coreH = h[i];
      if (cells < 1) {
        double depth = -structure.lining() - distance;
        switch (structure.core()) {
          case LUMEN -> {
            coreE = 0.015f;
            coreH = 0.01f;
          }
          case SECRETION -> {
            float drop = cover(2.5 - depth + 3 * Noise.at(seed + 4, x / 7, y / 7), pixel);
            coreE = 0.015f + drop * (0.26f + 0.05f * Noise.at(seed + 5, x / 3, y / 3));
            coreH = 0.02f;
          }
          case MUCIN -> {
            float wisp = Noise.at(seed + 6, x / 26 + y / 60, y / 11 - x / 40);
            coreE = 0.08f + 0.04f * wisp;
            coreH = 0.15f + 0.06f * wisp;
          }
          case BLOOD -> {
            float red = cover(-2.2 * Noise.at(seed + 7, x / 3.4f, y / 3.4f) - 0.4, pixel);
            coreE = 0.02f + 0.62f * red;
            coreH = 0.01f;
          }
          case STROMA -> {
            // The ground may be hidden by the space that a frond grows into.
            float strand = Noise.at(seed + 2, x / 14 + y / 30, y / 5 - x / 22);
            coreE = 0.22f + 0.12f * strand;
            coreH = 0.04f;
          }
        }
      }
      float grain =
          Noise.at(seed + 8, x / 2.6f, y / 2.6f) + 0.8f * Noise.at(seed + 9, x / 11, y / 11);
      float mixedE = coreE + cells * (eosin * (1 + 0.16f * grain) - coreE);
      float mixedH = coreH + cells * (haematoxylin * (1 + 0.20f * grain) - coreH);
      e[i] += inside * (mixedE - e[i]);
      h[i] += inside * (mixedH - h[i]);
    }

    /** Share of a pixel that lies within a border at this distance. */
    private static float cover(double distance, float pixel) {
      return (float) Math.min(1, Math.max(0, 0.5 - distance / pixel));
    }
  }
}
