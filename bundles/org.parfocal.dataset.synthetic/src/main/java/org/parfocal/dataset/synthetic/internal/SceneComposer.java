package org.parfocal.dataset.synthetic.internal;

import org.parfocal.dataset.synthetic.internal.Arrangement.Filling;
import org.parfocal.dataset.synthetic.internal.Arrangement.Form;
import org.parfocal.dataset.synthetic.internal.Structure.Cells;
import org.parfocal.dataset.synthetic.internal.Structure.Core;

/** Composes one place: the lesion's architecture, its stroma, and what else lies about. */
final class SceneComposer {
  private final Site site;

  private SceneComposer(Site site) {
    this.site = site;
  }

  /** The scene of a place: a function of the patient, the place's name and the area in µm. */
  static Scene compose(Patient patient, String place, double width, double height) {
    Site site = new Site(patient, place, width, height);
    new SceneComposer(site).compose();
    return new Scene(site.stroma, site.arrangement.structures(), site.strands);
  }

  private void compose() {
    BenignLesion benign = new BenignLesion(site);
    MalignantLesion malignant = new MalignantLesion(site);
    switch (site.patient.subtype()) {
      case ADENOSIS -> benign.lobules();
      case FIBROADENOMA -> benign.ducts(50, 110, 9, 17);
      case PHYLLODES_TUMOR -> benign.ducts(70, 170, 14, 34);
      case TUBULAR_ADENOMA -> benign.tubules();
      case DUCTAL_CARCINOMA -> malignant.nests();
      case LOBULAR_CARCINOMA -> malignant.files();
      case MUCINOUS_CARCINOMA -> malignant.islands();
      case PAPILLARY_CARCINOMA -> malignant.fronds();
    }
    vessels();
    infiltrate();
  }

  private void vessels() {
    int many = site.attempts(10);
    Cells wall = new Cells(NuclearLook.FLAT, 13, 0.1, false, 0.55, 0.06);
    for (int i = 0; i < many; i++) {
      double radius = site.random.uniform(6, 14);
      site.arrangement.put(
          site.x(),
          site.y(),
          new Form(radius * site.random.uniform(1, 1.8), radius, 0, 0.05),
          new Filling(site.random.happens(0.6) ? Core.BLOOD : Core.LUMEN, 3.6, 0, wall, 0),
          site.angle(),
          4);
    }
  }

  /** Lymphocytes, gathered here and there in the site.stroma. */
  private void infiltrate() {
    int foci =
        (int)
            (site.stroma.infiltrate() * 5 * site.width * site.height / 150_000
                + site.random.uniform());
    for (int i = 0; i < foci; i++) {
      double x = site.x();
      double y = site.y();
      double radius = site.random.uniform(12, 40);
      int cells = 6 + site.random.index(30);
      for (int k = 0; k < cells; k++) {
        double px = x + radius * site.random.normal();
        double py = y + radius * site.random.normal();
        if (site.free(px, py)) {
          site.strands.add(
              NuclearLook.LYMPHOCYTE.draw(site.random, px, py, 3 * site.random.uniform()));
        }
      }
    }
  }
}
