package org.parfocal.dataset.synthetic.internal;

import java.util.Arrays;
import java.util.List;

/**
 * Smooth fields below the structures, on a grid coarser than the pixels: distance to the nearest
 * border, course and looseness of the collagen.
 */
final class Ground {
  /** Structures farther away than this do not matter, µm. */
  static final float FAR = 36;

  /** Finest detail of the fields, µm. */
  private static final double DETAIL = 3.2;

  private static final float WRAP = 13;

  /** Signed distance where stroma shows: positive in stroma, negative where it is hidden, µm. */
  final float[] near;

  /** Potential across the fibres, bent around structures, µm. */
  final float[] across;

  /** Looseness of the stroma. */
  final float[] loose;

  final int columns;
  final int rows;
  final int step;
  private final Canvas canvas;

  Ground(Scene scene, Canvas canvas) {
    this.canvas = canvas;
    step = (int) Math.max(1, Math.min(16, Math.rint(DETAIL / canvas.pixel())));
    columns = canvas.width() / step + 2;
    rows = canvas.height() / step + 2;
    near = new float[columns * rows];
    across = new float[columns * rows];
    loose = new float[columns * rows];
    Arrays.fill(near, FAR);
    survey(scene.structures());
    follow(scene.stroma());
  }

  /** How far below zero {@link #near} must be before a pixel is surely hidden, µm. */
  float certain() {
    return (float) (-1.5 * (step + 1) * canvas.pixel());
  }

  private double x(int column) {
    return canvas.x(column * step);
  }

  private double y(int row) {
    return canvas.y(row * step);
  }

  private void survey(List<Structure> structures) {
    TissueWindow window = canvas.window().grown(FAR);
    for (Structure structure : structures) {
      Outline outline = structure.outline();
      if (window.touches(outline.x, outline.y, outline.reach)) {
        survey(structure, outline, outline.reach + FAR);
      }
    }
  }

  private void survey(Structure structure, Outline outline, double reach) {
    double grid = step * canvas.pixel();
    int top = clamp((outline.y - reach - y(0)) / grid, rows);
    int bottom = clamp((outline.y + reach - y(0)) / grid + 1, rows);
    int left = clamp((outline.x - reach - x(0)) / grid, columns);
    int right = clamp((outline.x + reach - x(0)) / grid + 1, columns);
    boolean open = structure.core() == Structure.Core.STROMA;
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        float distance = (float) outline.distance(x(column), y(row));
        int i = row * columns + column;
        if (distance >= 0) {
          near[i] = Math.min(near[i], distance);
        } else if (open) {
          near[i] = (float) Math.max(distance, -distance - structure.lining());
        } else {
          near[i] = distance;
        }
      }
    }
  }

  private void follow(Stroma stroma) {
    int seed = stroma.seed();
    for (int row = 0, i = 0; row < rows; row++) {
      float y = (float) y(row);
      for (int column = 0; column < columns; column++, i++) {
        float x = (float) x(column);
        float t = 1 - Math.min(FAR, Math.max(0, near[i])) / FAR;
        across[i] = stroma.flow().across(x, y) - WRAP * t * t * t * t;
        loose[i] =
            (float) stroma.looseness()
                + 0.42f * Noise.at(seed + 1, x / 62, y / 62)
                + 0.12f * Noise.at(seed + 2, x / 17, y / 17);
      }
    }
  }

  private static int clamp(double position, int count) {
    return Math.min(count, Math.max(0, (int) Math.floor(position)));
  }
}
