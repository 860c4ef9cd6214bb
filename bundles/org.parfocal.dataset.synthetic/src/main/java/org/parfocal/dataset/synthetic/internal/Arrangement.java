package org.parfocal.dataset.synthetic.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parfocal.dataset.synthetic.internal.Structure.Cells;
import org.parfocal.dataset.synthetic.internal.Structure.Core;
import org.parfocal.dataset.synthetic.internal.Structure.Hole;

/** Puts structures side by side within an area until no more fit. Coordinates in µm. */
final class Arrangement {
  /** Dimensions of a structure before it has a position. */
  record Form(double major, double minor, double bend, double roughness) {}

  /** What a structure consists of. */
  record Filling(Core core, double lining, double cleft, @Nullable Cells cells, int holes) {}

  private static final Cells NONE = new Cells(NuclearLook.FLAT, 20, 0, false, 0.5, 0.05);

  private final List<Structure> structures = new ArrayList<>();
  private final List<double[][]> borders = new ArrayList<>();
  private final RandomStream random;
  private long lastSeed;

  Arrangement(RandomStream random) {
    this.random = random;
  }

  List<Structure> structures() {
    return structures;
  }

  /** Puts a structure so that its lining lies at the place's centre. */
  void centre(Form form, Filling filling, double angle) {
    Outline trial = outline(0, 0, form, angle, random.next());
    long seed = lastSeed;
    double[] border = trial.point(2 * Math.PI * random.uniform());
    double inset = Math.min(filling.lining() / 2, 6) + 4 * random.normal();
    double length = Math.sqrt(border[0] * border[0] + border[1] * border[1]);
    double shrink = Math.max(0.3, 1 - inset / length);
    add(outline(-border[0] * shrink, -border[1] * shrink, form, angle, seed), filling);
  }

  /** Tries one position; keeps the structure if it stays clear of the others by the gap. */
  boolean put(double x, double y, Form form, Filling filling, double angle, double gap) {
    Outline outline = outline(x, y, form, angle, random.next());
    if (!clear(outline, gap + filling.cleft(), 0)) {
      return false;
    }
    add(outline, filling);
    return true;
  }

  /** As {@link #put}, above the structures below a level and clear only of those from it on. */
  boolean putInside(
      Structure lake, int level, Form form, Filling filling, double angle, double gap) {
    double reach = lake.outline().reach;
    double x = lake.outline().x + reach * random.uniform(-1, 1);
    double y = lake.outline().y + reach * random.uniform(-1, 1);
    if (lake.outline().distance(x, y) > -0.35 * form.minor()) {
      return false;
    }
    Outline outline = outline(x, y, form, angle, random.next());
    if (!clear(outline, gap, level)) {
      return false;
    }
    add(outline, filling);
    return true;
  }

  private Outline outline(double x, double y, Form form, double angle, long seed) {
    lastSeed = seed;
    return new Outline(
        x,
        y,
        form.major(),
        form.minor(),
        angle,
        form.bend(),
        form.roughness(),
        new RandomStream(seed));
  }

  private boolean clear(Outline outline, double gap, int level) {
    double[][] probes = null;
    for (int s = level; s < structures.size(); s++) {
      Outline other = structures.get(s).outline();
      double dx = outline.x - other.x;
      double dy = outline.y - other.y;
      double space = gap + structures.get(s).cleft();
      double far = outline.reach + other.reach + space;
      if (dx * dx + dy * dy > far * far) {
        continue;
      }
      probes = probes == null ? outline.probes() : probes;
      if (outline.distance(other.x, other.y) < space
          || other.distance(outline.x, outline.y) < space
          || reaches(probes, other, space)
          || reaches(borders.get(s), outline, space)) {
        return false;
      }
    }
    return true;
  }

  private static boolean reaches(double[][] points, Outline outline, double space) {
    for (double[] point : points) {
      if (outline.distance(point[0], point[1]) < space) {
        return true;
      }
    }
    return false;
  }

  private void add(Outline outline, Filling filling) {
    Cells cells = filling.cells() == null ? NONE : filling.cells();
    borders.add(outline.probes());
    structures.add(
        new Structure(
            outline,
            filling.core(),
            filling.lining(),
            filling.cleft(),
            holes(outline, filling.holes()),
            cells,
            random.seed()));
  }

  /** Punches round lumina at some distance from the border and from one another. */
  private List<Hole> holes(Outline outline, int wanted) {
    List<Hole> holes = new ArrayList<>();
    for (int attempt = 0; attempt < wanted * 8 && holes.size() < wanted; attempt++) {
      double radius = random.uniform(4.5, 11);
      double x = outline.x + outline.reach * random.uniform(-1, 1);
      double y = outline.y + outline.reach * random.uniform(-1, 1);
      boolean fits = outline.distance(x, y) < -radius - 9;
      for (Hole hole : holes) {
        double dx = x - hole.x();
        double dy = y - hole.y();
        double apart = radius + hole.radius() + 9;
        fits &= dx * dx + dy * dy > apart * apart;
      }
      if (fits) {
        holes.add(new Hole(x, y, radius));
      }
    }
    return holes;
  }
}
