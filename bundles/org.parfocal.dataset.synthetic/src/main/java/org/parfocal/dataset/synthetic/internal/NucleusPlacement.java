package org.parfocal.dataset.synthetic.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Places the nuclei of a scene. Each nucleus depends on its structure's seed and its own position
 * in the lattice or around the outline, never on the window, so that any window shows the same
 * cells.
 */
final class NucleusPlacement {
  /** Farther than any nucleus reaches from its centre, µm. */
  static final double MARGIN = 16;

  private static final double ROW = 0.8660254037844386;

  private final Scene scene;
  private final TissueWindow window;
  private final List<Nucleus> nuclei = new ArrayList<>();

  NucleusPlacement(Scene scene, TissueWindow window) {
    this.scene = scene;
    this.window = window.grown(MARGIN);
  }

  List<Nucleus> place() {
    spindles();
    for (Nucleus nucleus : scene.strands()) {
      keep(nucleus);
    }
    List<Structure> structures = scene.structures();
    for (int i = 0; i < structures.size(); i++) {
      Structure structure = structures.get(i);
      Outline outline = structure.outline();
      if (structure.cellular() && window.touches(outline.x, outline.y, outline.reach)) {
        if (structure.cells().rim()) {
          rim(structure, i);
        }
        if (structure.solid() || !structure.holes().isEmpty() || structure.lining() > 24) {
          sheet(structure, i);
        } else {
          rows(structure, i);
        }
      }
    }
    return nuclei;
  }

  /** Cells of the stroma, on a loose lattice over the whole window, along the fibres. */
  private void spindles() {
    Stroma stroma = scene.stroma();
    double pitch = stroma.spacing();
    for (int row = cell(window.top(), pitch); row * pitch < window.bottom(); row++) {
      for (int column = cell(window.left(), pitch); column * pitch < window.right(); column++) {
        RandomStream random = new RandomStream(key(stroma.seed(), column, row));
        double x = (column + random.uniform()) * pitch;
        double y = (row + random.uniform()) * pitch;
        float patch = Noise.at(stroma.seed() + 7, (float) x / 90, (float) y / 90);
        boolean here = random.uniform() < 0.62 + 0.5 * patch;
        if (here && covering(x, y, 0) < 0 && window.touches(x, y, 0)) {
          double angle = stroma.flow().direction(x, y) + 0.18 * random.normal();
          nuclei.add(stroma.nuclei().draw(random, x, y, angle));
        }
      }
    }
  }

  /** Index of the uppermost structure above a level that hides this point of the stroma, or −1. */
  private int covering(double x, double y, int above) {
    List<Structure> structures = scene.structures();
    for (int i = structures.size() - 1; i >= above; i--) {
      Structure structure = structures.get(i);
      Outline outline = structure.outline();
      double dx = x - outline.x;
      double dy = y - outline.y;
      double reach = outline.reach + structure.cleft() + 2;
      if (dx * dx + dy * dy < reach * reach) {
        double distance = outline.distance(x, y);
        boolean core =
            structure.core() == Structure.Core.STROMA && -distance > structure.lining() + 2;
        if (distance < structure.cleft() + 1.5) {
          return core ? -1 : i;
        }
      }
    }
    return -1;
  }

  /** Flat nuclei on the border: outer layer of a gland. */
  private void rim(Structure structure, int index) {
    Outline outline = structure.outline();
    Perimeter perimeter = new Perimeter(outline);
    int count = (int) (perimeter.length() / 19);
    for (int i = 0; i < count; i++) {
      RandomStream random = new RandomStream(key(structure.seed(), i, 1));
      double[] point = outline.point(perimeter.angle((i + 0.7 * random.uniform()) / count));
      double[] normal = normal(outline, point);
      double tangent = StrictMath.atan2(normal[0], -normal[1]);
      add(
          index,
          NuclearLook.FLAT.draw(
              random, point[0] - 1.4 * normal[0], point[1] - 1.4 * normal[1], tangent));
    }
  }

  /** Rows of nuclei that stand on the border. */
  private void rows(Structure structure, int index) {
    Outline outline = structure.outline();
    Structure.Cells cells = structure.cells();
    Perimeter perimeter = new Perimeter(outline);
    double base = cells.rim() ? 2.6 : 0.8;
    double room = structure.lining() - base;
    double height = cells.look().diameter() * Math.sqrt(cells.look().elongation());
    int layers = Math.max(1, (int) (0.55 + room / (height * 1.15)));
    for (int layer = 0; layer < layers; layer++) {
      double middle = base + room * (layer + (layers == 1 ? 0.44 : 0.5)) / layers;
      double girth = Math.max(0, perimeter.length() - 2 * Math.PI * middle);
      int count = (int) Math.max(3, girth / cells.spacing());
      for (int i = 0; i < count; i++) {
        RandomStream random = new RandomStream(key(structure.seed(), i, 2 + layer));
        double jitter = 0.25 + 0.6 * cells.disorder();
        double share = (i + 0.5 * layer + jitter * (random.uniform() - 0.5)) / count;
        double depth = middle + room * 0.32 * cells.disorder() * random.normal() / layers;
        double[] point = outline.point(perimeter.angle(share));
        double[] normal = normal(outline, point);
        double lean =
            StrictMath.atan2(normal[1], normal[0]) + 0.9 * cells.disorder() * random.normal();
        double x = point[0] - depth * normal[0];
        double y = point[1] - depth * normal[1];
        if (outline.distance(x, y) < -0.3 * height) {
          add(index, cells.look().draw(random, x, y, lean));
        }
      }
    }
  }

  /** A sheet of nuclei on a jittered hexagonal lattice. */
  private void sheet(Structure structure, int index) {
    Outline outline = structure.outline();
    Structure.Cells cells = structure.cells();
    double pitch = cells.spacing();
    double size = 0.26 * cells.look().diameter();
    double top = Math.max(window.top(), outline.y - outline.reach);
    double bottom = Math.min(window.bottom(), outline.y + outline.reach);
    double left = Math.max(window.left(), outline.x - outline.reach);
    double right = Math.min(window.right(), outline.x + outline.reach);
    for (int row = cell(top, pitch * ROW) - 1; row * pitch * ROW < bottom + pitch; row++) {
      for (int column = cell(left, pitch) - 1; column * pitch < right + pitch; column++) {
        RandomStream random = new RandomStream(key(structure.seed(), column, row));
        double jitter = pitch * (0.12 + 0.20 * cells.disorder());
        double x = (column + 0.5 * (row & 1)) * pitch + jitter * random.normal() * 0.6;
        double y = row * ROW * pitch + jitter * random.normal() * 0.6;
        if (structure.epithelium(x, y, outline.distance(x, y)) < -size) {
          add(index, cells.draw(random, x, y));
        }
      }
    }
  }

  /** Adds a structure's nucleus unless a later structure lies over it. */
  private void add(int index, Nucleus nucleus) {
    if (covering(nucleus.x(), nucleus.y(), index + 1) < 0) {
      keep(nucleus);
    }
  }

  private void keep(Nucleus nucleus) {
    if (window.touches(nucleus.x(), nucleus.y(), 0)) {
      nuclei.add(nucleus);
    }
  }

  private static double[] normal(Outline outline, double[] point) {
    double step = 0.5;
    double gx =
        outline.distance(point[0] + step, point[1]) - outline.distance(point[0] - step, point[1]);
    double gy =
        outline.distance(point[0], point[1] + step) - outline.distance(point[0], point[1] - step);
    double length = Math.sqrt(gx * gx + gy * gy) + 1e-12;
    return new double[] {gx / length, gy / length};
  }

  private static int cell(double position, double pitch) {
    return (int) Math.floor(position / pitch);
  }

  private static long key(int seed, int a, int b) {
    return ((long) seed << 32) ^ (a * 0x9E3779B1L) ^ ((long) b * 0x85EBCA77C2B2AE63L);
  }
}
