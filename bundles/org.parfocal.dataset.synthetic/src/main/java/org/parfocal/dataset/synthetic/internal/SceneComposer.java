package org.parfocal.dataset.synthetic.internal;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.dataset.synthetic.internal.Arrangement.Filling;
import org.parfocal.dataset.synthetic.internal.Arrangement.Form;
import org.parfocal.dataset.synthetic.internal.Structure.Cells;
import org.parfocal.dataset.synthetic.internal.Structure.Core;

/** Composes one place: the lesion's architecture, its stroma, and what else lies about. */
final class SceneComposer {
  private final Patient patient;
  private final Chance chance;
  private final double width;
  private final double height;
  private final double severity;
  private final double disorder;
  private final NuclearLook nuclei;
  private final Arrangement arrangement;
  private final List<Nucleus> strands = new ArrayList<>();
  private final Stroma stroma;

  private SceneComposer(Patient patient, String place, double width, double height) {
    this.patient = patient;
    this.width = width;
    this.height = height;
    chance = Chance.of(patient.seed(), place);
    severity = Patient.unit(patient.atypia() + 0.07 * chance.normal());
    disorder = Patient.unit(patient.disorder() + 0.09 * chance.normal());
    nuclei = patient.epithelium(severity);
    arrangement = new Arrangement(chance);
    stroma = stroma();
  }

  /** The scene of a place: a function of the patient, the place's name and the area. */
  static Scene compose(Patient patient, String place, double width, double height) {
    return new SceneComposer(patient, place, width, height).compose();
  }

  private Scene compose() {
    switch (patient.subtype()) {
      case ADENOSIS -> lobules();
      case FIBROADENOMA -> ducts(50, 110, 9, 17);
      case PHYLLODES_TUMOR -> ducts(70, 170, 14, 34);
      case TUBULAR_ADENOMA -> tubules();
      case DUCTAL_CARCINOMA -> nests();
      case LOBULAR_CARCINOMA -> files();
      case MUCINOUS_CARCINOMA -> islands();
      case PAPILLARY_CARCINOMA -> fronds();
    }
    vessels();
    infiltrate();
    return new Scene(patient, stroma, arrangement.structures(), strands, severity);
  }

  private Stroma stroma() {
    double loose =
        switch (patient.subtype()) {
          case FIBROADENOMA -> 0.55;
          case PHYLLODES_TUMOR -> 0.40;
          case ADENOSIS -> 0.30;
          case LOBULAR_CARCINOMA -> 0.30;
          default -> 0.25;
        };
    double spacing = patient.subtype() == Subtype.PHYLLODES_TUMOR ? 13 : 21;
    NuclearLook spindle =
        new NuclearLook(
            5.4 + 1.2 * severity + 0.5 * patient.nuclearOffset(),
            0.12 + 0.08 * severity,
            3.5,
            0.66 * patient.darkness(),
            0.2,
            0.35,
            0,
            0.05);
    return new Stroma(
        new Flow(Math.PI * chance.uniform(), chance.uniform(0.5, 1), chance.seed()),
        patient.collagen(),
        Patient.unit(loose + 0.13 * chance.normal()),
        spacing * (1 + 0.12 * chance.normal()) / Math.sqrt(patient.cellularity()),
        spindle,
        Math.max(0, 0.25 + 0.25 * chance.normal()),
        chance.seed());
  }

  private Cells cells(boolean rim) {
    double tight = (1.42 - 0.26 * severity) / Math.sqrt(patient.cellularity());
    return new Cells(
        nuclei,
        Math.max(0.96, rim ? tight * 0.86 : tight) * nuclei.diameter(),
        disorder,
        rim,
        0.30,
        0.20 - 0.07 * severity + 0.04 * chance.normal());
  }

  private Filling gland(double lining) {
    Core core = chance.happens(0.25) ? Core.SECRETION : Core.LUMEN;
    double thick = lining * (1 + 0.5 * Math.max(0, disorder - 0.35));
    return new Filling(core, thick, 0, cells(disorder < 0.5), 0);
  }

  private Filling nest(int holes) {
    double cleft = chance.happens(0.35) ? chance.uniform(1.5, 5) : 0;
    return new Filling(Core.LUMEN, 1e6, cleft, cells(false), holes);
  }

  private void lobules() {
    double lobule = chance.uniform(110, 190);
    double cx = lobule * chance.uniform(-0.5, 0.5);
    double cy = lobule * chance.uniform(-0.5, 0.5);
    arrangement.centre(round(15, 27), gland(10.5), angle());
    int many = attempts(500);
    for (int i = 0; i < many; i++) {
      double x = spread(width);
      double y = spread(height);
      boolean inside =
          Noise.at((int) patient.seed(), (float) ((x - cx) / lobule), (float) ((y - cy) / lobule))
              > -0.15;
      if (inside) {
        arrangement.put(x, y, round(13, 29), gland(10.5), angle(), chance.uniform(3, 12));
      }
    }
  }

  private void tubules() {
    arrangement.centre(round(15, 24), gland(10), angle());
    int many = attempts(700);
    for (int i = 0; i < many; i++) {
      arrangement.put(
          spread(width), spread(height), round(14, 24), gland(10), angle(), chance.uniform(2, 6));
    }
  }

  private void ducts(double shortest, double longest, double thinnest, double thickest) {
    arrangement.centre(slit(shortest, longest, thinnest, thickest), gland(9), angle());
    int many = attempts(28);
    for (int i = 0; i < many; i++) {
      arrangement.put(
          spread(width),
          spread(height),
          slit(shortest, longest, thinnest, thickest),
          gland(9),
          angle(),
          chance.uniform(25, 60));
    }
  }

  private void nests() {
    arrangement.centre(ragged(40, 85), nest(holes()), angle());
    int large = attempts(34);
    for (int i = 0; i < large; i++) {
      arrangement.put(spread(width), spread(height), ragged(40, 100), nest(holes()), angle(), 6);
    }
    int many = attempts(150);
    for (int i = 0; i < many; i++) {
      double x = spread(width);
      double y = spread(height);
      double gap = chance.uniform(3, 14);
      if (chance.happens(0.35 * (1 - disorder))) {
        arrangement.put(x, y, ragged(16, 30), gland(11), angle(), gap);
      } else {
        arrangement.put(x, y, ragged(12, 50), nest(holes()), angle(), gap);
      }
    }
  }

  private void files() {
    arrangement.centre(ragged(9, 15), nest(0), angle());
    int small = attempts(16);
    for (int i = 0; i < small; i++) {
      arrangement.put(spread(width), spread(height), ragged(9, 18), nest(0), angle(), 10);
    }
    int many = attempts(50);
    for (int i = 0; i < many; i++) {
      file(i == 0 ? 12 : spread(width), i == 0 ? 12 : spread(height), 3 + chance.index(9));
    }
  }

  /** One single file of tumour cells that follows the fibres. */
  private void file(double x, double y, int length) {
    double step = nuclei.diameter() * chance.uniform(1.2, 1.6);
    double turn = chance.happens(0.5) ? Math.PI : 0;
    for (int i = 0; i < length; i++) {
      double direction = stroma.flow().direction(x, y) + turn;
      if (free(x, y)) {
        strands.add(
            nuclei
                .draw(chance, x, y, direction + 0.4 * chance.normal())
                .within(new Nucleus.Cytoplasm(1.6, 0.26, 0.13)));
      }
      x += step * StrictMath.cos(direction);
      y += step * StrictMath.sin(direction);
    }
  }

  private void islands() {
    Filling lake = new Filling(Core.MUCIN, 0, 0, null, 0);
    arrangement.centre(ragged(110, 190), lake, angle());
    int lakes = attempts(20);
    for (int i = 0; i < lakes; i++) {
      arrangement.put(spread(width), spread(height), ragged(70, 190), lake, angle(), 14);
    }
    List<Structure> spaces = List.copyOf(arrangement.structures());
    arrangement.centre(ragged(26, 50), nest(0), angle());
    for (Structure space : spaces) {
      int many = (int) (40 + space.outline().reach / 3);
      for (int i = 0; i < many; i++) {
        arrangement.putInside(
            space, spaces.size(), ragged(16, 62), nest(chance.index(3)), angle(), 4);
      }
    }
  }

  private void fronds() {
    Filling space = new Filling(Core.LUMEN, 0, 0, null, 0);
    arrangement.centre(ragged(120, 220), space, angle());
    int spacesWanted = attempts(16);
    for (int i = 0; i < spacesWanted; i++) {
      arrangement.put(spread(width), spread(height), ragged(90, 200), space, angle(), 16);
    }
    List<Structure> spaces = List.copyOf(arrangement.structures());
    arrangement.centre(frond(), papilla(), angle());
    for (Structure room : spaces) {
      for (int i = 0; i < 260; i++) {
        arrangement.putInside(room, spaces.size(), frond(), papilla(), angle(), 2.5);
      }
    }
  }

  private Form frond() {
    double minor = chance.uniform(14, 22);
    double major = minor * chance.uniform(1.2, 2.8);
    return new Form(major, minor, minor * chance.normal() * 0.5, 0.10);
  }

  private Filling papilla() {
    Cells sheet = cells(false);
    Cells lining =
        new Cells(
            nuclei, 1.02 * nuclei.diameter(), disorder, false, sheet.eosin(), sheet.haematoxylin());
    return new Filling(Core.STROMA, 12 + 7 * disorder, 0, lining, 0);
  }

  private void vessels() {
    int many = attempts(10);
    Cells wall = new Cells(NuclearLook.FLAT, 13, 0.1, false, 0.55, 0.06);
    for (int i = 0; i < many; i++) {
      double radius = chance.uniform(6, 14);
      arrangement.put(
          spread(width),
          spread(height),
          new Form(radius * chance.uniform(1, 1.8), radius, 0, 0.05),
          new Filling(chance.happens(0.6) ? Core.BLOOD : Core.LUMEN, 3.6, 0, wall, 0),
          angle(),
          4);
    }
  }

  /** Lymphocytes, gathered here and there in the stroma. */
  private void infiltrate() {
    int foci = (int) (stroma.infiltrate() * 5 * width * height / 150_000 + chance.uniform());
    for (int i = 0; i < foci; i++) {
      double x = spread(width);
      double y = spread(height);
      double radius = chance.uniform(12, 40);
      int cells = 6 + chance.index(30);
      for (int k = 0; k < cells; k++) {
        double px = x + radius * chance.normal();
        double py = y + radius * chance.normal();
        if (free(px, py)) {
          strands.add(NuclearLook.LYMPHOCYTE.draw(chance, px, py, 3 * chance.uniform()));
        }
      }
    }
  }

  private boolean free(double x, double y) {
    for (Structure structure : arrangement.structures()) {
      if (structure.outline().distance(x, y) < 3 + structure.cleft()) {
        return false;
      }
    }
    return true;
  }

  private int holes() {
    return chance.happens(0.3) ? 2 + chance.index(7) : 0;
  }

  private Form round(double smallest, double largest) {
    double minor = chance.uniform(smallest, largest);
    double stretch = 1 + Math.abs(chance.normal()) * (0.12 + 0.3 * disorder);
    return new Form(minor * stretch, minor, 0, 0.02 + 0.13 * disorder);
  }

  private Form slit(double shortest, double longest, double thinnest, double thickest) {
    double major = chance.uniform(shortest, longest);
    return new Form(
        major, chance.uniform(thinnest, thickest) + 4, major * 0.22 * chance.normal(), 0.06);
  }

  private Form ragged(double smallest, double largest) {
    double size = smallest + (largest - smallest) * chance.uniform() * chance.uniform();
    double stretch = chance.uniform(1, 1.9);
    double root = Math.sqrt(stretch);
    return new Form(
        size * root, size / root, size * 0.15 * chance.normal(), 0.08 + 0.16 * disorder);
  }

  private double angle() {
    return Math.PI * chance.uniform();
  }

  private double spread(double extent) {
    return extent * chance.uniform(-0.55, 0.55);
  }

  /** Attempts in proportion to the area, given those for 400 µm × 400 µm. */
  private int attempts(int base) {
    return (int) Math.ceil(base * width * height / 160_000);
  }
}
