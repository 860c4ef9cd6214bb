package org.parfocal.cuda.internal.network;

import java.util.Arrays;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.cuda.internal.device.PinnedMemory;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.StyleDraw;

/**
 * MixStyle. The host draws; where a batch is not mixed, every image keeps all of its own style,
 * which leaves it as it is to the last bit.
 */
final class MixStyleStage extends CudaStage {
  private final Operation.MixStyle mix;
  private final CudaOperations.RandomState random;
  private final long rows;
  private final int channels;
  private final int places;

  /** Factor and offset of each image and channel. */
  private final Buffer coefficients;

  MixStyleStage(
      NodeDraft<CudaMemory> node, Operation.MixStyle mix, CudaOperations.RandomState random) {
    super(node);
    this.mix = mix;
    this.random = random;
    channels = out().channels();
    places = (int) out().places();
    rows = (long) images * channels;
    coefficients = floats(2, rows);
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer drawn = floats(2, images);
    Buffer statistics = floats(2, rows);
    step(
        memory -> {
          PinnedMemory host = memory.pinned(drawn.bytes());
          memory.beforeForward(() -> draw(host));
          return () -> host.send(memory.at(drawn), drawn.bytes());
        },
        drawn);
    step(
        memory ->
            memory.launch(
                "style_statistics",
                Grid.each(rows),
                memory.at(x),
                memory.at(statistics),
                rows,
                channels,
                places,
                (float) Operation.MixStyle.EPSILON),
        x,
        statistics);
    step(
        memory ->
            memory.launch(
                "style_coefficients",
                Grid.each(rows),
                memory.at(statistics),
                memory.at(drawn),
                memory.at(drawn) + (long) images * Float.BYTES,
                memory.at(coefficients),
                rows,
                channels),
        statistics,
        drawn,
        coefficients);
    apply(x, node.result(), true);
  }

  /** Shares as floats, behind them the partners as whole numbers. */
  private void draw(PinnedMemory host) {
    StyleDraw draw = StyleDraw.of(mix, images, random.next());
    float[] shares = new float[images];
    int[] partners = new int[images];
    Arrays.fill(shares, 1);
    for (int image = 0; draw.mixes() && image < images; image++) {
      shares[image] = (float) draw.shares()[image];
      partners[image] = draw.partners()[image];
    }
    host.floats().put(shares);
    host.integers().position(images).put(partners);
  }

  private void apply(Buffer x, Buffer y, boolean offsets) {
    step(
        memory ->
            memory.launch(
                "style_apply",
                Grid.each(x.length()),
                memory.at(x),
                memory.at(y),
                memory.at(coefficients),
                x.length(),
                channels,
                places,
                offsets ? 1 : 0),
        x,
        y,
        coefficients);
  }

  @Override
  public void backward() {
    gradientOfInput(target -> apply(node.gradient(), target, false));
  }
}
