package org.parfocal.onnx.internal;

import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;
import org.parfocal.onnx.internal.file.ModelFile;
import org.parfocal.onnx.internal.file.TensorInfo;

/**
 * The output of a model that is taken, and how an embedding is made of it.
 *
 * @param channelsFirst whether channels come before rows and columns, where it is a map
 * @param prefix tokens before those of the patches, or -1
 */
record EncoderOutput(String name, Pooling pooling, int prefix, boolean channelsFirst) {
  /**
   * Finds it.
   *
   * @param name of the output, or auto
   * @throws ConfigurationException if there is none, or it gives no vectors
   */
  static EncoderOutput of(ModelFile file, String name, Pooling pooling, int prefix, Layout layout) {
    TensorInfo output =
        file.outputs().stream()
            .filter(
                each ->
                    name.isBlank() || name.equals(OnnxBackbones.AUTO) || each.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "The model %s has no output named %s, but %s; correct backbone.output."
                            .formatted(file.path(), name, EncoderInput.list(file.outputs()))));
    if (!output.type().floating()) {
      throw new ConfigurationException(
          "The output %s of the model %s is no vector of float or float16; name another one as backbone.output (it has %s)."
              .formatted(output, file.path(), EncoderInput.list(file.outputs())));
    }
    int rank = output.shape().size();
    if (rank == 2 && pooling != Pooling.AUTO) {
      throw new ConfigurationException(
          "The output %s of the model %s is one vector for an image, of which there is no %s; leave backbone.pooling out, or name the output that gives tokens as backbone.output."
              .formatted(output, file.path(), Choice.name(pooling)));
    }
    return new EncoderOutput(output.name(), pooling, prefix, layout == Layout.NCHW);
  }
}
