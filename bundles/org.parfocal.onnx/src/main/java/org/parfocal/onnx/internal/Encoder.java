package org.parfocal.onnx.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.parfocal.api.ConfigurationException;
import org.parfocal.learning.Normalisation;
import org.parfocal.onnx.internal.file.ModelFile;
import org.parfocal.onnx.internal.file.TensorInfo;

/**
 * What a model file takes and gives: as the study says, and where it says nothing, as the file
 * does.
 *
 * @param size edge of the images in pixels, or {@link TensorInfo#ANY}
 * @param normalisation of the images, if the study's own is not what it wants
 */
record Encoder(
    ModelFile file,
    EncoderInput input,
    EncoderOutput output,
    long size,
    Optional<Normalisation> normalisation) {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,17})?");

  /** Names under which timm's {@code pretrained_cfg} has them. */
  private static final String MEAN = "mean";

  private static final String DEVIATION = "std";
  private static final String SIZE = "input_size";

  /**
   * Puts together what the study says and what the file does.
   *
   * @throws ConfigurationException if they do not fit
   */
  static Encoder of(ModelFile file, OnnxOptions options) {
    EncoderInput input = EncoderInput.of(file, options.input(), options.layout());
    EncoderOutput output =
        EncoderOutput.of(
            file, options.output(), options.pooling(), options.prefix_tokens(), input.layout());
    return new Encoder(
        file,
        input,
        output,
        size(file, input, options.size()),
        normalisation(
            file,
            chosen(options.mean(), file, MEAN),
            chosen(options.deviation(), file, DEVIATION)));
  }

  /**
   * As the file says.
   *
   * @throws ConfigurationException if it says too little
   */
  static Encoder of(ModelFile file) {
    EncoderInput input = EncoderInput.of(file, OnnxBackbones.AUTO, Layout.AUTO);
    return new Encoder(
        file,
        input,
        EncoderOutput.of(file, OnnxBackbones.AUTO, Pooling.AUTO, -1, input.layout()),
        size(file, input, 0),
        normalisation(file, numbers(file, MEAN), numbers(file, DEVIATION)));
  }

  private static long size(ModelFile file, EncoderInput input, int told) {
    if (told > 0 && input.size() != TensorInfo.ANY && told != input.size()) {
      throw new ConfigurationException(
          "backbone.size is %d, but the model %s takes images of %d pixels; leave it out."
              .formatted(told, file.path(), input.size()));
    }
    if (told > 0) {
      return told;
    }
    if (input.size() != TensorInfo.ANY) {
      return input.size();
    }
    List<Double> noted = numbers(file, SIZE);
    double edge = noted.isEmpty() ? TensorInfo.ANY : noted.get(noted.size() - 1);
    return edge >= 1 && edge == Math.rint(edge) ? (long) edge : TensorInfo.ANY;
  }

  private static Optional<Normalisation> normalisation(
      ModelFile file, List<Double> mean, List<Double> deviation) {
    if (mean.isEmpty() && deviation.isEmpty()) {
      return Optional.empty();
    }
    if (mean.size() != 3 || deviation.size() != 3 || deviation.stream().anyMatch(it -> it <= 0)) {
      throw new ConfigurationException(
          "The encoder %s is to normalise by the mean %s and the deviation %s, where each is three numbers, for red, green and blue, and deviations are above 0; give both as backbone.mean and backbone.deviation."
              .formatted(file.path(), mean, deviation));
    }
    return Optional.of(new Normalisation(mean, deviation));
  }

  private static List<Double> chosen(double[] told, ModelFile file, String key) {
    return told.length > 0 ? DoubleStream.of(told).boxed().toList() : numbers(file, key);
  }

  private static List<Double> numbers(ModelFile file, String key) {
    List<Double> numbers = new ArrayList<>();
    String noted = file.metadata().getOrDefault(key, "");
    for (Matcher found = NUMBER.matcher(noted); found.find() && numbers.size() < 4; ) {
      numbers.add(Double.valueOf(found.group()));
    }
    return numbers;
  }

  /**
   * Looks whether it takes a study's images.
   *
   * @throws ConfigurationException if they are of another size
   */
  void require(int imageSize) {
    if (size != TensorInfo.ANY && size != imageSize) {
      throw new ConfigurationException(
          "The encoder %s takes images of %d pixels, but images.size is %d; set images.size to %d."
              .formatted(file.path(), size, imageSize, size));
    }
  }

  /** Everything but the file and the normalisation that decides an embedding. */
  String function() {
    return String.join(
        " ",
        List.of(
            input.toString(),
            output.name(),
            output.pooling().name(),
            Integer.toString(output.prefix())));
  }

  /** A batch's sizes. */
  long[] inputShape(long images, long edge) {
    long[] shape = {images, 3, edge, edge};
    if (input.layout() == Layout.NHWC) {
      Arrays.fill(shape, 1, 3, edge);
      shape[3] = 3;
    }
    return shape;
  }
}
