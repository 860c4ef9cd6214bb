package org.parfocal.dataset.synthetic.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.parfocal.dataset.synthetic.internal.Arrangement.Filling;
import org.parfocal.dataset.synthetic.internal.Arrangement.Form;
import org.parfocal.dataset.synthetic.internal.Structure.Cells;
import org.parfocal.dataset.synthetic.internal.Structure.Core;

/** A place while it is composed: its traits, its random numbers, and what already lies in it. */
final class Site {
  final Patient patient;
  final RandomStream random;
  final double width;
  final double height;
  final double severity;
  final double disorder;
  final NuclearLook nuclei;

  /** How large the structures of this place are; nuclei do not follow. */
  final double scale;

  final Arrangement arrangement;
  final List<Nucleus> strands = new ArrayList<>();
  final Stroma stroma;

  Site(Patient patient, String place, double width, double height) {
    this.patient = patient;
    this.width = width;
    this.height = height;
    random = RandomStream.of(patient.seed(), place);
    severity = Patient.unit(patient.atypia() + 0.07 * random.normal());
    disorder = Patient.unit(patient.disorder() + 0.09 * random.normal());
    nuclei = patient.epithelium(severity);
    scale = StrictMath.exp(0.2 * random.normal());
    arrangement = new Arrangement(random);
    stroma = stroma();
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
    double spacing = patient.subtype() == LesionType.PHYLLODES_TUMOR ? 15 : 28 - 12 * disorder;
    NuclearLook spindle =
        new NuclearLook(
            5.4 + 1.2 * severity + 0.5 * patient.nuclearOffset(),
            0.12 + 0.08 * severity,
            3.9 - 1.4 * disorder,
            0.66 * patient.darkness(),
            0.2,
            0.35,
            0,
            0.05);
    return new Stroma(
        new Flow(Math.PI * random.uniform(), random.uniform(0.5, 1), random.seed()),
        patient.collagen(),
        patient.blueing(),
        Patient.unit(loose + 0.13 * random.normal()),
        spacing * (1 + 0.12 * random.normal()) / Math.sqrt(patient.cellularity()),
        spindle,
        Math.max(0, 0.05 + 0.45 * disorder + 0.22 * random.normal()),
        random.seed());
  }

  /** The epithelium of this place; with a rim of flat cells where the tissue is orderly. */
  Cells cells(boolean rim) {
    double tight = (1.42 - 0.26 * severity) / Math.sqrt(patient.cellularity());
    return new Cells(
        nuclei,
        Math.max(0.96, rim ? tight * 0.86 : tight) * nuclei.diameter(),
        disorder,
        rim,
        0.31 - 0.03 * severity,
        0.16 - 0.12 * severity + patient.blueing() + 0.04 * random.normal());
  }

  /** A lining around a lumen, about as thick as given, µm. */
  Filling gland(double lining) {
    Core core = random.happens(0.25) ? Core.SECRETION : Core.LUMEN;
    double thick = lining * (1 + 0.5 * Math.max(0, disorder - 0.35));
    return new Filling(core, thick, 0, cells(disorder < 0.5), 0);
  }

  /** A solid nest, or with holes a cribriform one. */
  Filling nest(int holes) {
    double cleft = random.happens(0.35) ? random.uniform(1.5, 5) : 0;
    return new Filling(Core.LUMEN, 1e6, cleft, cells(false), holes);
  }

  /** A round form, less so with disorder; radii in µm. */
  Form round(double smallest, double largest) {
    double minor = scale * random.uniform(smallest, largest);
    double stretch = 1 + Math.abs(random.normal()) * (0.12 + 0.3 * disorder);
    return new Form(minor * stretch, minor, 0, 0.02 + 0.13 * disorder);
  }

  /** A long thin form, half axes in µm. */
  Form slit(double shortest, double longest, double thinnest, double thickest) {
    double major = scale * random.uniform(shortest, longest);
    return new Form(
        major,
        scale * random.uniform(thinnest, thickest) + 4,
        major * 0.22 * random.normal(),
        0.06);
  }

  /** An irregular form; small ones are the more frequent. */
  Form ragged(double smallest, double largest) {
    double size = scale * (smallest + (largest - smallest) * random.uniform() * random.uniform());
    double stretch = random.uniform(1, 1.9);
    double root = Math.sqrt(stretch);
    return new Form(
        size * root, size / root, size * 0.15 * random.normal(), 0.08 + 0.16 * disorder);
  }

  double angle() {
    return Math.PI * random.uniform();
  }

  /** A position anywhere in the area, across. */
  double x() {
    return width * random.uniform(-0.55, 0.55);
  }

  /** A position anywhere in the area, down. */
  double y() {
    return height * random.uniform(-0.55, 0.55);
  }

  /** Attempts in proportion to the area, given those for 400 µm × 400 µm. */
  int attempts(int base) {
    return (int) Math.ceil(base * width * height / 160_000);
  }

  /** Puts structures at random positions, in proportion to the area, where they fit. */
  void scatter(int base, Supplier<Form> form, Supplier<Filling> filling, DoubleSupplier gap) {
    int many = attempts(base);
    for (int i = 0; i < many; i++) {
      arrangement.put(x(), y(), form.get(), filling.get(), angle(), gap.getAsDouble());
    }
  }

  /** Whether no structure lies here. */
  boolean free(double x, double y) {
    for (Structure structure : arrangement.structures()) {
      if (structure.outline().distance(x, y) < 3 + structure.cleft()) {
        return false;
      }
    }
    return true;
  }
}
