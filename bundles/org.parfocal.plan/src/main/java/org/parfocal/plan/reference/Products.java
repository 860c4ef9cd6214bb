package org.parfocal.plan.reference;

import org.parfocal.plan.Geometry;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.Operation.Convolution.Kind;
import org.parfocal.plan.SlidingWindow;

/** Every product y[result] += x[input] · w[weight] that a layer is the sum of. */
@FunctionalInterface
interface Products {
  /** Visits all of them. */
  void forEach(Product visitor);

  /** One product, by the indices of its factors and of the sum. */
  @FunctionalInterface
  interface Product {
    void visit(int input, int weight, int result);
  }

  /** Places of a map that a window covers. */
  @FunctionalInterface
  interface Covered {
    /**
     * A place under a place of the window.
     *
     * @param outside index of the window's place, over all images
     * @param tap index within the kernel
     * @param inside index of the covered place, over all images
     */
    void visit(int outside, int tap, int inside);
  }

  /** What the window covers at each of its places; padding is left out. */
  static void covered(Geometry geometry, int images, Covered visitor) {
    SlidingWindow window = geometry.window();
    MapShape in = geometry.in();
    MapShape out = geometry.out();
    for (int place = 0; place < images * out.places(); place++) {
      int image = (int) (place / out.places());
      int y = (int) (place % out.places()) / out.width();
      int x = (int) (place % out.places()) % out.width();
      for (int tap = 0; tap < window.height() * window.width(); tap++) {
        int inY = y * window.strideY() - geometry.top() + tap / window.width() * window.dilationY();
        int inX =
            x * window.strideX() - geometry.left() + tap % window.width() * window.dilationX();
        if (inY >= 0 && inY < in.height() && inX >= 0 && inX < in.width()) {
          visitor.visit(place, tap, (image * in.height() + inY) * in.width() + inX);
        }
      }
    }
  }

  /** Those of a convolution. */
  static Products convolution(
      Kind kind, SlidingWindow window, MapShape in, MapShape out, int images) {
    int from = in.channels();
    int to = out.channels();
    return switch (kind) {
      case PLAIN ->
          product ->
              covered(
                  new Geometry(window, in, out),
                  images,
                  (place, tap, source) -> {
                    for (int i = 0; i < from; i++) {
                      for (int o = 0; o < to; o++) {
                        product.visit(source * from + i, (tap * from + i) * to + o, place * to + o);
                      }
                    }
                  });
      case DEPTHWISE ->
          product ->
              covered(
                  new Geometry(window, in, out),
                  images,
                  (place, tap, source) -> {
                    for (int o = 0; o < to; o++) {
                      int i = o / (to / from);
                      product.visit(source * from + i, tap * to + o, place * to + o);
                    }
                  });
      // A plain convolution from the result to the input, the other way round.
      case TRANSPOSED ->
          product ->
              covered(
                  new Geometry(window, out, in),
                  images,
                  (source, tap, place) -> {
                    for (int i = 0; i < from; i++) {
                      for (int o = 0; o < to; o++) {
                        product.visit(source * from + i, (tap * to + o) * from + i, place * to + o);
                      }
                    }
                  });
    };
  }

  /** Those of a linear layer, which reads a map channel by channel. */
  static Products dense(MapShape in, int outputs, int images) {
    int places = Math.toIntExact(in.places());
    int inputs = places * in.channels();
    return product -> {
      for (int image = 0; image < images; image++) {
        for (int input = 0; input < inputs; input++) {
          int place = input % in.channels() * places + input / in.channels();
          for (int o = 0; o < outputs; o++) {
            product.visit(image * inputs + input, place * outputs + o, image * outputs + o);
          }
        }
      }
    };
  }
}
