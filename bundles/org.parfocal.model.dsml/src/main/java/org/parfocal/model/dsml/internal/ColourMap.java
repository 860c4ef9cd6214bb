package org.parfocal.model.dsml.internal;

/**
 * Viridis (Smith and van der Walt 2015): equal steps of a value look like equal steps of colour,
 * also in grey and to most colour-blind eyes. Linear between ten of its colours.
 */
final class ColourMap {
  private static final int[] COLOURS = {
    0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6dcd59, 0xb4de2c,
    0xfde725
  };

  private ColourMap() {}

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
