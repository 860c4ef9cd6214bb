package org.parfocal.dataset.synthetic.internal;

import java.util.List;

/** Paints the epithelium, its surroundings and what glands hold; nuclei come later. */
final class StructurePainter {
  /** No cleft is wider, µm. */
  private static final double REACH = 10;

  private final List<Structure> structures;
  private final Canvas canvas;

  StructurePainter(List<Structure> structures, Canvas canvas) {
    Window window = canvas.window().grown(REACH);
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
}
