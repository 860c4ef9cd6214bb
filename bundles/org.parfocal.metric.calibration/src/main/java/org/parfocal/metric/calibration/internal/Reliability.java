package org.parfocal.metric.calibration.internal;

/**
 * Forecasts in bins, summed for each patient, so that any weighting of the patients is a few
 * additions. The bins themselves stay as they were made when each patient counted once.
 */
final class Reliability {
  private final int bins;
  private final double[][] images;
  private final double[][] probability;
  private final double[][] occurred;

  /** Summed probability less events. */
  private final double[][] excess;

  private final double[] imagesOfPatient;

  Reliability(Forecasts forecasts, Bins bins) {
    this.bins = bins.count();
    images = new double[forecasts.patients()][this.bins];
    probability = new double[forecasts.patients()][this.bins];
    occurred = new double[forecasts.patients()][this.bins];
    excess = new double[forecasts.patients()][this.bins];
    imagesOfPatient = new double[forecasts.patients()];
    for (int i = 0; i < forecasts.patient().length; i++) {
      int patient = forecasts.patient()[i];
      int bin = bins.of()[i];
      images[patient][bin]++;
      probability[patient][bin] += forecasts.probability()[i];
      occurred[patient][bin] += forecasts.occurred()[i];
      excess[patient][bin] += forecasts.probability()[i] - forecasts.occurred()[i];
      imagesOfPatient[patient]++;
    }
  }

  /**
   * The bins under one weighting.
   *
   * @param images number in each bin
   * @param probability summed in each bin
   * @param occurred events in each bin
   */
  @SuppressWarnings("ArrayRecordComponent") // internal, never compared
  record Table(double[] images, double[] probability, double[] occurred) {
    /** Mean probability; NaN in an empty bin. */
    double confidence(int bin) {
      return probability[bin] / images[bin];
    }

    /** Share of events; NaN in an empty bin. */
    double frequency(int bin) {
      return occurred[bin] / images[bin];
    }

    double all() {
      return sum(images);
    }

    /** Share of events in all bins. */
    double base() {
      return sum(occurred) / all();
    }

    private static double sum(double[] of) {
      double sum = 0;
      for (double value : of) {
        sum += value;
      }
      return sum;
    }
  }

  /** The bins with patients weighted. */
  Table table(int[] weights) {
    return new Table(
        weighted(images, weights), weighted(probability, weights), weighted(occurred, weights));
  }

  private double[] weighted(double[][] ofPatients, int[] weights) {
    double[] sum = new double[bins];
    for (int patient = 0; patient < weights.length; patient++) {
      if (weights[patient] > 0) {
        for (int bin = 0; bin < bins; bin++) {
          sum[bin] += weights[patient] * ofPatients[patient][bin];
        }
      }
    }
    return sum;
  }

  /**
   * Expected calibration error: the mean over the images of the distance between their bin's mean
   * probability and its share of events; NaN without images.
   */
  double calibrationError(int[] weights) {
    double all = 0;
    for (int patient = 0; patient < weights.length; patient++) {
      all += weights[patient] * imagesOfPatient[patient];
    }
    double sum = 0;
    for (double ofBin : weighted(excess, weights)) {
      sum += Math.abs(ofBin);
    }
    return sum / all;
  }
}
