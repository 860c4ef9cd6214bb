package org.parfocal.backbone.dl4j.internal.plan;

/** Activation functions whose derivative can be had from their result. */
enum ActivationFunction {
  RELU("relu"),
  RELU6("relu6"),
  LEAKY_RELU("lrelu"),
  TANH("tanh");

  final String nativeName;

  ActivationFunction(String nativeName) {
    this.nativeName = nativeName;
  }
}
