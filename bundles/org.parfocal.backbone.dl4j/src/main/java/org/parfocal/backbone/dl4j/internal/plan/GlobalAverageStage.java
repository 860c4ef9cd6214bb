package org.parfocal.backbone.dl4j.internal.plan;

import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;

/** Average over all places: a product with a row of ones for each image. */
final class GlobalAverageStage extends NativeStage {
  private final long places;
  private final long channels;

  GlobalAverageStage(NodeDraft<PlanCalls> node) {
    super(node);
    places = in().places();
    channels = out().channels();
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    step(
        calls ->
            calls.multiply(
                calls.ones(images, 1, places),
                false,
                calls.as(x, images, places, channels),
                false,
                calls.as(y, images, 1, channels),
                1.0 / places,
                0),
        x,
        y);
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    gradientOfInput(
        target ->
            step(
                calls ->
                    calls.multiply(
                        calls.ones(images, places, 1),
                        false,
                        calls.as(gradient, images, 1, channels),
                        false,
                        calls.as(target, images, places, channels),
                        1.0 / places,
                        0),
                gradient,
                target));
  }
}
