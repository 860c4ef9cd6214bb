package org.parfocal.dataset.synthetic.internal;

/** A rectangle of tissue, µm. */
record TissueWindow(double left, double top, double right, double bottom) {
  /** Centred on the place. */
  static TissueWindow centred(double width, double height) {
    return new TissueWindow(-width / 2, -height / 2, width / 2, height / 2);
  }

  TissueWindow grown(double margin) {
    return new TissueWindow(left - margin, top - margin, right + margin, bottom + margin);
  }

  boolean touches(double x, double y, double radius) {
    return x + radius >= left && x - radius <= right && y + radius >= top && y - radius <= bottom;
  }
}
