package org.parfocal.augmentation.dcgan.internal;

/** Bytes of images as numbers from −1 to 1, and back. */
final class Pixels {
  private Pixels() {}

  static void toNumbers(byte[] rgb, float[] numbers, int offset) {
    for (int i = 0; i < rgb.length; i++) {
      numbers[offset + i] = (rgb[i] & 255) / 127.5f - 1;
    }
  }

  static void toBytes(float[] numbers, int offset, byte[] rgb) {
    for (int i = 0; i < rgb.length; i++) {
      long value = Math.round((numbers[offset + i] + 1) * 127.5);
      rgb[i] = (byte) Math.max(0, Math.min(255, value));
    }
  }
}
