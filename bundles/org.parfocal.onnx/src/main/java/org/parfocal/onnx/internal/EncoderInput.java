package org.parfocal.onnx.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.parfocal.api.ConfigurationException;
import org.parfocal.onnx.internal.file.ElementType;
import org.parfocal.onnx.internal.file.ModelFile;
import org.parfocal.onnx.internal.file.TensorInfo;

/**
 * The input of a model that takes images.
 *
 * @param type float or float16
 * @param layout never auto
 * @param batch images that it takes at once, or {@link TensorInfo#ANY}
 * @param size edge of the images in pixels, or {@link TensorInfo#ANY}
 */
record EncoderInput(String name, ElementType type, Layout layout, long batch, long size) {
  private static final int RANK = 4;
  private static final long CHANNELS = 3;

  /**
   * Finds it.
   *
   * @param name of the input, or auto
   * @throws ConfigurationException if there is none, or several and no name
   */
  static EncoderInput of(ModelFile file, String name, Layout layout) {
    TensorInfo input = chosen(file, name);
    if (file.inputs().size() > 1) {
      throw new ConfigurationException(
          "The model %s needs more than images (%s); export it with images as its only input."
              .formatted(file.path(), list(file.inputs())));
    }
    boolean last = layout == Layout.NHWC || layout == Layout.AUTO && channelsAreLast(input);
    long channels = input.shape().get(last ? 3 : 1);
    if (channels != CHANNELS && channels != TensorInfo.ANY) {
      throw new ConfigurationException(
          "The input %s of the model %s has %d channels where images have 3; set backbone.layout if they are in another place."
              .formatted(input, file.path(), channels));
    }
    long height = input.shape().get(last ? 1 : 2);
    long width = input.shape().get(last ? 2 : 3);
    if (height != TensorInfo.ANY && width != TensorInfo.ANY && height != width) {
      throw new ConfigurationException(
          "The model %s takes images of %d × %d pixels, and Parfocal's are square; export it for square images."
              .formatted(file.path(), width, height));
    }
    return new EncoderInput(
        input.name(),
        input.type(),
        last ? Layout.NHWC : Layout.NCHW,
        input.shape().get(0),
        Math.max(height, width));
  }

  private static TensorInfo chosen(ModelFile file, String name) {
    if (!name.isBlank() && !name.equals(OnnxBackbones.AUTO)) {
      TensorInfo input =
          file.inputs().stream()
              .filter(each -> each.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          "The model %s has no input named %s, but %s; correct backbone.input."
                              .formatted(file.path(), name, list(file.inputs()))));
      if (!takesImages(input)) {
        throw none(file);
      }
      return input;
    }
    List<TensorInfo> possible = file.inputs().stream().filter(EncoderInput::takesImages).toList();
    if (possible.size() > 1) {
      throw new ConfigurationException(
          "The model %s has several inputs that could take images (%s); name one as backbone.input."
              .formatted(file.path(), list(possible)));
    }
    if (possible.isEmpty()) {
      throw none(file);
    }
    return possible.get(0);
  }

  private static ConfigurationException none(ModelFile file) {
    return new ConfigurationException(
        "The model %s has no input for images, which would be float or float16 with four sizes (it has %s); export the image encoder, with images as its input."
            .formatted(file.path(), list(file.inputs())));
  }

  private static boolean takesImages(TensorInfo input) {
    return input.type().floating() && input.shape().size() == RANK;
  }

  private static boolean channelsAreLast(TensorInfo input) {
    return input.shape().get(3) == CHANNELS && input.shape().get(1) != CHANNELS;
  }

  static String list(List<TensorInfo> tensors) {
    return tensors.isEmpty()
        ? "none"
        : tensors.stream().map(TensorInfo::toString).collect(Collectors.joining("; "));
  }

  /** For example {@code image (float, nchw)}. */
  @Override
  public String toString() {
    return "%s (%s, %s)".formatted(name, type, layout.name().toLowerCase(Locale.ROOT));
  }
}
