package org.parfocal.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What is computed in one step.
 *
 * @param backbone its name in study files, for example {@code resnet18}
 * @param imageSize edge of the square images in pixels
 * @param batch images in a step
 */
public record Workload(String backbone, int imageSize, int batch, Mode mode) {
  /** The backbones that every engine has. */
  static final List<String> BACKBONES =
      List.of(
          "small-cnn",
          "resnet18",
          "squeezenet1_0",
          "resnet50",
          "mobilenet_v2",
          "vgg11_bn",
          "smse-cnn");

  /** What a step is. */
  public enum Mode {
    /** Forward pass with batch statistics, backward pass, and one step of Adam. */
    TRAIN,
    /** Forward pass with stored statistics. */
    INFER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that name. */
    public static Mode of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** The four words that {@link #parse} reads. */
  @Override
  public String toString() {
    return "%s %d %d %s".formatted(backbone, imageSize, batch, mode);
  }

  /** Reads what {@link #toString} wrote. */
  static Workload parse(List<String> words) {
    return new Workload(
        words.get(0),
        Integer.parseInt(words.get(1)),
        Integer.parseInt(words.get(2)),
        Mode.of(words.get(3)));
  }
}
