package org.parfocal.report.internal;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import org.parfocal.api.RgbImage;

/**
 * Points and lines in the page's colours on white, for what would be too many in a page. It has no
 * text, for which a server may have no fonts, and hard edges, which make small files.
 */
final class Drawing {
  private static final int GRID = 0xe3e8ed;
  private static final double MARGIN = 8;

  private final BufferedImage image;
  private final Graphics2D graphics;

  /** An empty one of a size in pixels. */
  Drawing(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
  }

  /**
   * A point.
   *
   * @param x from 0, left, to 1
   * @param y from 0, at the bottom, to 1
   * @param size in pixels
   */
  void point(double x, double y, double size, int colour) {
    graphics.setColor(new Color(Palette.rgb(colour)));
    graphics.fill(new Ellipse2D.Double(column(x) - size / 2, row(y) - size / 2, size, size));
  }

  /** A line between two points. */
  void line(double x0, double y0, double x1, double y1, int colour) {
    stroke(x0, y0, x1, y1, new Color(Palette.rgb(colour)));
  }

  /** A pale line, to read places by. */
  void grid(double x0, double y0, double x1, double y1) {
    stroke(x0, y0, x1, y1, new Color(GRID));
  }

  private void stroke(double x0, double y0, double x1, double y1, Color colour) {
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(new Line2D.Double(column(x0), row(y0), column(x1), row(y1)));
  }

  private double column(double x) {
    return MARGIN + x * (image.getWidth() - 2 * MARGIN);
  }

  private double row(double y) {
    return image.getHeight() - MARGIN - y * (image.getHeight() - 2 * MARGIN);
  }

  /** The pixels. */
  RgbImage image() {
    byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (int i = 0; i < pixels.length; i++) {
      rgb[3 * i] = (byte) (pixels[i] >> 16);
      rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      rgb[3 * i + 2] = (byte) pixels[i];
    }
    return new RgbImage(image.getWidth(), image.getHeight(), rgb);
  }
}
