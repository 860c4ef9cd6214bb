package org.parfocal.backbone.dl4j.internal.plan;

/** Average over all places: a product with a row of ones for each image. */
final class GlobalAverageStage implements Stage {
  private final Compiler compiler;
  private final Node node;
  private final long places;
  private final long channels;

  GlobalAverageStage(Compiler compiler, Node node) {
    this.compiler = compiler;
    this.node = node;
    places = node.input().shape().places();
    channels = node.shape().channels();
  }

  @Override
  public Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = compiler.value(node.input()).activations();
    Buffer y = result.activations();
    int images = compiler.images();
    compiler.step(
        node,
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
  public void backward() {
    Buffer gradient = compiler.value(node).gradient();
    int images = compiler.images();
    compiler.gradientOf(
        node,
        node.input(),
        target ->
            compiler.step(
                node,
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
