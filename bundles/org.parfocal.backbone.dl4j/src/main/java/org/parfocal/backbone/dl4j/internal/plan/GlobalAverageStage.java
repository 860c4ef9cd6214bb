package org.parfocal.backbone.dl4j.internal.plan;

/** Average over all places: a product with a row of ones for each image. */
final class GlobalAverageStage extends Stage {
  private final long places;
  private final long channels;

  GlobalAverageStage(Compiler compiler, Node node) {
    super(compiler, node);
    places = node.input().shape().places();
    channels = node.shape().channels();
  }

  @Override
  Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = input();
    Buffer y = result.activations();
    int images = compiler.images();
    step(
        calls ->
            calls.multiply(
                calls.ones(images, 1, places),
                false,
                x.as(images, places, channels),
                false,
                y.as(images, 1, channels),
                1.0 / places,
                0),
        x,
        y);
    return result;
  }

  @Override
  void backward() {
    Buffer gradient = gradient();
    int images = compiler.images();
    gradientOfInput(
        target ->
            step(
                calls ->
                    calls.multiply(
                        calls.ones(images, places, 1),
                        false,
                        gradient.as(images, 1, channels),
                        false,
                        target.as(images, places, channels),
                        1.0 / places,
                        0),
                gradient,
                target));
  }
}
