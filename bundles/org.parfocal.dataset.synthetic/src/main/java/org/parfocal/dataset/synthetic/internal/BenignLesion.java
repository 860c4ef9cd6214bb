package org.parfocal.dataset.synthetic.internal;

/** Architecture of benign lesions. */
record BenignLesion(Site site) {
  /** Lobules of small round glands (adenosis). */
  void lobules() {
    double lobule = site.random.uniform(110, 190);
    double cx = lobule * site.random.uniform(-0.5, 0.5);
    double cy = lobule * site.random.uniform(-0.5, 0.5);
    site.arrangement.centre(site.round(15, 27), site.gland(10.5), site.angle());
    int many = site.attempts(500);
    for (int i = 0; i < many; i++) {
      double x = site.x();
      double y = site.y();
      boolean inside =
          Noise.at(
                  (int) site.patient.seed(),
                  (float) ((x - cx) / lobule),
                  (float) ((y - cy) / lobule))
              > -0.3;
      if (inside) {
        site.arrangement.put(
            x, y, site.round(13, 29), site.gland(10.5), site.angle(), site.random.uniform(3, 12));
      }
    }
  }

  /** Packed uniform tubules (tubular adenoma). */
  void tubules() {
    site.arrangement.centre(site.round(15, 24), site.gland(10), site.angle());
    site.scatter(
        360, () -> site.round(15, 30), () -> site.gland(10), () -> site.random.uniform(4, 14));
  }

  /** Slit-like ducts far apart (fibroadenoma, phyllodes tumour); half axes in µm. */
  void ducts(double shortest, double longest, double thinnest, double thickest) {
    site.arrangement.centre(
        site.slit(shortest, longest, thinnest, thickest), site.gland(9), site.angle());
    site.scatter(
        60,
        () -> site.slit(shortest, longest, thinnest, thickest),
        () -> site.gland(9),
        () -> site.random.uniform(12, 34));
  }
}
