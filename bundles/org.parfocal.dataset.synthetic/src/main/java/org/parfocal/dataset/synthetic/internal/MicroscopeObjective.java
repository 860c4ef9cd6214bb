package org.parfocal.dataset.synthetic.internal;

/**
 * One magnification.
 *
 * @param name nominal value, for example {@code 200X}
 * @param micronsPerPixel edge of a pixel in the tissue, µm
 * @param aperture numerical aperture
 */
record MicroscopeObjective(String name, double micronsPerPixel, double aperture) {
  private static final double WAVELENGTH = 0.55;

  /**
   * Standard deviation in µm of the Gaussian that fits the Airy pattern best (Zhang, Zerubia and
   * Olivo-Marin, Applied Optics 46, 2007: 0.21 λ / NA for a wide field).
   */
  double blur() {
    return 0.21 * WAVELENGTH / aperture;
  }
}
