package org.parfocal.onnx.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.DecidesResult;
import org.parfocal.api.Limits;

/** Options in a study file. What is left out is as the file tells. */
@ObjectClassDefinition(
    name = "Encoder from an ONNX file",
    description = "Any encoder that was exported to an ONNX file, frozen")
@interface OnnxOptions {
  /** A file. */
  @AttributeDefinition(
      description = "ONNX file; parfocal backbone inspect FILE shows what is in it")
  String model();

  /** Name of an input. */
  @AttributeDefinition(
      description = "name of the input that takes images; auto for the only one that can")
  String input() default OnnxBackbones.AUTO;

  /** Of the input. */
  @AttributeDefinition(
      description =
          "order of an image's numbers: nchw (PyTorch), nhwc (TensorFlow), or auto, as the input's"
              + " shape tells")
  Layout layout() default Layout.AUTO;

  /** Pixels. */
  @AttributeDefinition(
      min = "0",
      max = "4096",
      description =
          "edge in pixels of the images that the encoder was trained with, which images.size must"
              + " be; 0 for what the file says, or any")
  int size() default 0;

  /** Of red, green and blue. */
  @AttributeDefinition(
      required = false,
      description =
          "mean of red, green and blue (from 0 to 1) that is subtracted; if left out, what the file"
              + " notes as mean, or what images.normalise says")
  @Limits(maxItems = 3)
  double[] mean() default {};

  /** Of red, green and blue. */
  @AttributeDefinition(
      required = false,
      description =
          "deviation of red, green and blue to divide by; if left out, what the file notes as std,"
              + " or what images.normalise says")
  @Limits(above = 0, maxItems = 3)
  double[] deviation() default {};

  /** Name of an output. */
  @AttributeDefinition(description = "name of the output to take; auto for the first")
  String output() default OnnxBackbones.AUTO;

  /** Of tokens or maps. */
  @AttributeDefinition(
      description =
          "what the embedding is made of where the output has several vectors for an image:"
              + " class-token, mean (of the patches' tokens), class-token-and-mean, or auto: the class"
              + " token if there is one")
  Pooling pooling() default Pooling.AUTO;

  /** Tokens. */
  @AttributeDefinition(
      min = "-1",
      max = "64",
      description =
          "tokens before those of the patches: the class token and any registers; -1 to leave as many"
              + " as make the patches a square")
  int prefix_tokens() default -1;

  /** Whether nothing learns. */
  @AttributeDefinition(description = "must be true: an encoder from an ONNX file is not trained")
  boolean frozen() default true;

  /** Where it runs. */
  @AttributeDefinition(
      description =
          "where the encoder runs: cpu, cuda (in a build with -Ponnx-gpu), or auto: the GPU if this"
              + " build has ONNX Runtime's library for it, and it starts")
  @DecidesResult(false)
  Device device() default Device.AUTO;
}
