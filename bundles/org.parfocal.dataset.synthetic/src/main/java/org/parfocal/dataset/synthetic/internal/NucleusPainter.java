package org.parfocal.dataset.synthetic.internal;

import java.util.List;

/** Paints cells one by one: first all bodies, then all nuclei. */
final class NucleusPainter {
  private final Canvas canvas;
  private final float pixel;

  NucleusPainter(Canvas canvas) {
    this.canvas = canvas;
    pixel = (float) canvas.pixel();
  }

  void paint(List<Nucleus> nuclei) {
    for (Nucleus nucleus : nuclei) {
      if (nucleus.cytoplasm().width() > 0) {
        visit(nucleus, nucleus.cytoplasm().width(), body(nucleus));
      }
    }
    for (Nucleus nucleus : nuclei) {
      Chromatin chromatin = new Chromatin(nucleus, canvas);
      visit(nucleus, nucleus.irregularity() * nucleus.major(), chromatin::stain);
    }
  }

  private interface Visitor {
    /** A pixel at (u, v) in coordinates in which the nucleus is the unit circle. */
    void visit(int index, float u, float v);
  }

  private void visit(Nucleus nucleus, double margin, Visitor visitor) {
    double major = Chromatin.widened(nucleus.major(), canvas.pixel());
    double minor = Chromatin.widened(nucleus.minor(), canvas.pixel());
    double cos = StrictMath.cos(nucleus.angle());
    double sin = StrictMath.sin(nucleus.angle());
    double reach = major + margin + pixel;
    int bottom = canvas.row(nucleus.y() + reach + pixel);
    int right = canvas.column(nucleus.x() + reach + pixel);
    int left = canvas.column(nucleus.x() - reach);
    for (int row = canvas.row(nucleus.y() - reach); row < bottom; row++) {
      double dy = canvas.y(row) - nucleus.y();
      for (int column = left; column < right; column++) {
        double dx = canvas.x(column) - nucleus.x();
        float u = (float) ((dx * cos + dy * sin) / major);
        float v = (float) ((dy * cos - dx * sin) / minor);
        visitor.visit(row * canvas.width() + column, u, v);
      }
    }
  }

  private Visitor body(Nucleus nucleus) {
    float minor = (float) nucleus.minor();
    float border = 1 + (float) nucleus.cytoplasm().width() / minor;
    float eosin = (float) nucleus.cytoplasm().eosin();
    float haematoxylin = (float) nucleus.cytoplasm().haematoxylin();
    float soft = Math.max(pixel, 0.9f);
    float[] h = canvas.haematoxylin();
    float[] e = canvas.eosin();
    return (i, u, v) -> {
      float outside = ((float) Math.sqrt(u * u + v * v) - border) * minor / soft;
      float share = 0.85f * Math.min(1, Math.max(0, 0.5f - outside));
      h[i] += share * (haematoxylin - h[i]);
      e[i] += share * (eosin - e[i]);
    };
  }
}
