package org.parfocal.model.dsml.internal;

import org.parfocal.api.ClassActivation;

/** A class activation map over its image. */
final class Overlay {
  /** Share of the colour in the overlay; the rest is the image. */
  private static final double OPACITY = 0.5;

  /**
   * Viridis (Smith and van der Walt 2015): equal steps of a value look like equal steps of colour,
   * also in grey and to most colour-blind eyes. Linear between ten of its colours.
   */
  private static final int[] COLOURS = {
    0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6dcd59, 0xb4de2c,
    0xfde725
  };

  private Overlay() {}

  /**
   * Paints the map, stretched to its own largest value, over the image. A map of zeros is the
   * lowest colour everywhere.
   *
   * @param image {@code size × size × 3} unsigned bytes; not changed
   * @return the same of the overlay
   */
  static byte[] paint(byte[] image, int size, ClassActivation activation) {
    float largest = 0;
    for (float value : activation.values()) {
      largest = Math.max(largest, value);
    }
    byte[] overlay = new byte[image.length];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double value = largest > 0 ? at(activation, x, y, size) / largest : 0;
        for (int channel = 0; channel < 3; channel++) {
          int index = (y * size + x) * 3 + channel;
          double mixed = OPACITY * channel(value, channel) + (1 - OPACITY) * (image[index] & 0xff);
          overlay[index] = (byte) Math.round(mixed);
        }
      }
    }
    return overlay;
  }

  /**
   * The map's value at a pixel: bilinear between the middles of its cells, constant beyond the
   * outermost ones.
   */
  static double at(ClassActivation activation, int x, int y, int size) {
    double column = place(x, size, activation.width());
    double row = place(y, size, activation.height());
    int left = (int) column;
    int top = (int) row;
    double right = column - left;
    double bottom = row - top;
    return (1 - bottom)
            * ((1 - right) * cell(activation, left, top) + right * cell(activation, left + 1, top))
        + bottom
            * ((1 - right) * cell(activation, left, top + 1)
                + right * cell(activation, left + 1, top + 1));
  }

  private static double place(int pixel, int size, int cells) {
    double place = (pixel + 0.5) * cells / size - 0.5;
    return Math.max(0, Math.min(cells - 1, place));
  }

  private static double cell(ClassActivation activation, int column, int row) {
    int x = Math.min(column, activation.width() - 1);
    int y = Math.min(row, activation.height() - 1);
    return activation.values()[y * activation.width() + x];
  }

  /**
   * A channel of a value's colour.
   *
   * @param value 0 to 1; beyond that, the nearest end's
   * @param channel 0 red, 1 green, 2 blue
   * @return 0 to 255
   */
  static double channel(double value, int channel) {
    double position = Math.max(0, Math.min(1, value)) * (COLOURS.length - 1);
    int below = Math.min((int) position, COLOURS.length - 2);
    double share = position - below;
    return (1 - share) * part(below, channel) + share * part(below + 1, channel);
  }

  private static int part(int index, int channel) {
    return COLOURS[index] >> (16 - 8 * channel) & 0xff;
  }
}
