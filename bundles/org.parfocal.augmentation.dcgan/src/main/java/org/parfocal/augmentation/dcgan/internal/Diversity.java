package org.parfocal.augmentation.dcgan.internal;

import java.util.List;

/**
 * How much images differ from each other.
 *
 * <p>A generator has collapsed if it makes nearly the same image whatever it is asked. The rule:
 * the mean Euclidean distance between the pixels of two generated images is less than {@value
 * #COLLAPSED} of that between two real ones, over all pairs of up to {@value #COMPARED} images of
 * each. It finds a generator that lost nearly all variety; one that lost a rare mode keeps most of
 * its distances and is not found.
 */
final class Diversity {
  /** Images of each kind that are compared. */
  static final int COMPARED = 64;

  /** Share of the real images' mean distance below which generated ones have collapsed. */
  static final double COLLAPSED = 0.4;

  private Diversity() {}

  /** Mean distance of generated images as a share of that of real ones; 1 if all real are equal. */
  static double share(List<byte[]> real, List<byte[]> generated) {
    double distance = meanDistance(real);
    return distance == 0 ? 1 : meanDistance(generated) / distance;
  }

  /** Mean over all pairs; 0 for a single image. */
  static double meanDistance(List<byte[]> images) {
    double sum = 0;
    int pairs = 0;
    for (int first = 0; first < images.size(); first++) {
      for (int second = 0; second < first; second++) {
        sum += distance(images.get(first), images.get(second));
        pairs++;
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  private static double distance(byte[] one, byte[] other) {
    long sum = 0;
    for (int i = 0; i < one.length; i++) {
      int difference = (one[i] & 255) - (other[i] & 255);
      sum += (long) difference * difference;
    }
    return Math.sqrt(sum);
  }
}
