package org.parfocal.plan.reference;

import org.parfocal.plan.Operation;
import org.parfocal.plan.StyleDraw;

/**
 * Means and deviations of each channel of each image.
 *
 * @param rowLength numbers of an image
 */
@SuppressWarnings("ArrayRecordComponent") // made for one batch, and compared by nobody
record Styles(int rowLength, int channels, double[] means, double[] deviations) {
  static Styles of(Numbers x, int places, int channels) {
    int images = x.length() / (places * channels);
    double[] means = new double[images * channels];
    double[] deviations = new double[images * channels];
    Styles styles = new Styles(places * channels, channels, means, deviations);
    for (int index = 0; index < x.length(); index++) {
      means[styles.of(index)] += x.get(index) / places;
    }
    for (int index = 0; index < x.length(); index++) {
      double centred = x.get(index) - means[styles.of(index)];
      deviations[styles.of(index)] += centred * centred / Math.max(1, places - 1);
    }
    for (int index = 0; index < deviations.length; index++) {
      deviations[index] = Math.sqrt(deviations[index] + Operation.MixStyle.EPSILON);
    }
    return styles;
  }

  private int of(int index) {
    return index / rowLength * channels + index % channels;
  }

  private int partner(StyleDraw drawn, int index) {
    return drawn.partners()[index / rowLength] * channels + index % channels;
  }

  private static double mix(double share, double own, double other) {
    return share * own + (1 - share) * other;
  }

  double factor(StyleDraw drawn, int index) {
    double own = deviations[of(index)];
    double share = drawn.shares()[index / rowLength];
    return mix(share, own, deviations[partner(drawn, index)]) / own;
  }

  double mixed(StyleDraw drawn, int index, double x) {
    double share = drawn.shares()[index / rowLength];
    double mean = means[of(index)];
    return factor(drawn, index) * (x - mean) + mix(share, mean, means[partner(drawn, index)]);
  }
}
