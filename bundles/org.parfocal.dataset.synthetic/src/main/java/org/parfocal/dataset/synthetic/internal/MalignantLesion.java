package org.parfocal.dataset.synthetic.internal;

import java.util.List;
import org.parfocal.dataset.synthetic.internal.Arrangement.Filling;
import org.parfocal.dataset.synthetic.internal.Arrangement.Form;
import org.parfocal.dataset.synthetic.internal.Structure.Cells;
import org.parfocal.dataset.synthetic.internal.Structure.Core;

/** Architecture of malignant lesions. */
record MalignantLesion(Site site) {
  /** Irregular nests, solid or cribriform, and angular glands (ductal carcinoma). */
  void nests() {
    site.arrangement.centre(site.ragged(30, 70), site.nest(holes()), site.angle());
    site.scatter(20, () -> site.ragged(32, 80), () -> site.nest(holes()), () -> 6);
    int many = site.attempts(150);
    for (int i = 0; i < many; i++) {
      double x = site.x();
      double y = site.y();
      double gap = site.random.uniform(3, 14);
      if (site.random.happens(0.35 * (1 - site.disorder))) {
        site.arrangement.put(x, y, site.ragged(16, 30), site.gland(11), site.angle(), gap);
      } else {
        site.arrangement.put(x, y, site.ragged(12, 50), site.nest(holes()), site.angle(), gap);
      }
    }
  }

  /** Single files and small clusters (lobular carcinoma). */
  void files() {
    site.arrangement.centre(site.ragged(9, 15), site.nest(0), site.angle());
    site.scatter(16, () -> site.ragged(9, 18), () -> site.nest(0), () -> 10);
    int many = site.attempts(75);
    for (int i = 0; i < many; i++) {
      file(i == 0 ? 12 : site.x(), i == 0 ? 12 : site.y(), 3 + site.random.index(9));
    }
  }

  /** One single file of tumour cells that follows the fibres. */
  private void file(double x, double y, int length) {
    double step = site.nuclei.diameter() * site.random.uniform(1.2, 1.6);
    double turn = site.random.happens(0.5) ? Math.PI : 0;
    for (int i = 0; i < length; i++) {
      double direction = site.stroma.flow().direction(x, y) + turn;
      if (site.free(x, y)) {
        site.strands.add(
            site.nuclei
                .draw(site.random, x, y, direction + 0.4 * site.random.normal())
                .within(new Nucleus.Cytoplasm(1.6, 0.26, 0.13)));
      }
      x += step * StrictMath.cos(direction);
      y += step * StrictMath.sin(direction);
    }
  }

  /** Islands in lakes of mucin (mucinous carcinoma). */
  void islands() {
    Filling lake = new Filling(Core.MUCIN, 0, 0, null, 0);
    site.arrangement.centre(site.ragged(110, 190), lake, site.angle());
    site.scatter(20, () -> site.ragged(70, 190), () -> lake, () -> 14);
    List<Structure> spaces = List.copyOf(site.arrangement.structures());
    site.arrangement.centre(site.ragged(26, 50), site.nest(0), site.angle());
    for (Structure space : spaces) {
      int many = (int) (60 + space.outline().reach);
      for (int i = 0; i < many; i++) {
        site.arrangement.putInside(
            space,
            spaces.size(),
            site.ragged(16, 62),
            site.nest(site.random.index(3)),
            site.angle(),
            4);
      }
    }
  }

  /** Fronds in clear spaces (papillary carcinoma). */
  void fronds() {
    Filling space = new Filling(Core.LUMEN, 0, 0, null, 0);
    site.arrangement.centre(site.ragged(70, 120), space, site.angle());
    site.scatter(40, () -> site.ragged(60, 120), () -> space, () -> 9);
    List<Structure> spaces = List.copyOf(site.arrangement.structures());
    site.arrangement.centre(frond(), papilla(), site.angle());
    for (Structure room : spaces) {
      for (int i = 0; i < 200; i++) {
        site.arrangement.putInside(room, spaces.size(), frond(), papilla(), site.angle(), 1.5);
      }
      for (int i = 0; i < 200; i++) {
        site.arrangement.putInside(
            room, spaces.size(), site.ragged(8, 18), site.nest(0), site.angle(), 1.5);
      }
    }
  }

  private Form frond() {
    double minor = site.random.uniform(14, 22);
    double major = minor * site.random.uniform(1.2, 2.4);
    return new Form(major, minor, minor * site.random.normal() * 0.5, 0.10);
  }

  private Filling papilla() {
    Cells sheet = site.cells(false);
    Cells lining =
        new Cells(
            site.nuclei,
            0.90 * site.nuclei.diameter(),
            site.disorder,
            false,
            sheet.eosin(),
            sheet.haematoxylin());
    return new Filling(Core.STROMA, 12 + 7 * site.disorder, 0, lining, 0);
  }

  private int holes() {
    return site.random.happens(0.3) ? 2 + site.random.index(7) : 0;
  }
}
