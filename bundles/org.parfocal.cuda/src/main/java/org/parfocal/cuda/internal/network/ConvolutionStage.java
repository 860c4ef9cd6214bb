package org.parfocal.cuda.internal.network;

import static org.parfocal.cuda.internal.device.ConvolutionKind.FORWARD;
import static org.parfocal.cuda.internal.device.ConvolutionKind.INPUT_GRADIENT;
import static org.parfocal.cuda.internal.device.ConvolutionKind.WEIGHT_GRADIENT;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.cuda.internal.device.Tensors;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Folding;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.NumberType;

/** Convolutions of all kinds, and linear maps, which are convolutions of one place. */
final class ConvolutionStage extends CudaStage {
  private final Filter filter;
  private final @Nullable String bias;
  private final Optional<Folding> folding;
  private final ColumnSums sums;
  private final boolean framed;
  private Buffer read;

  ConvolutionStage(
      NodeDraft<CudaMemory> node, Filter filter, @Nullable String bias, int processors) {
    super(node);
    this.filter = filter;
    this.bias = bias;
    folding = node.folding();
    sums = new ColumnSums(this, processors);
    framed = filter.top() != 0 || filter.left() != 0 || larger(filter.frame(), in());
    read = node.input();
  }

  /** A linear map sees the same numbers as one place. */
  private static boolean larger(MapShape frame, MapShape map) {
    return frame.places() * frame.channels() != map.places() * map.channels();
  }

  @Override
  public void forward() {
    if (framed) {
      Buffer frame = node.buffer(filter.frame().of(images));
      Frame.copy(this, node.input(), in(), frame, filter.frame(), filter.top(), filter.left());
      read = frame;
    }
    Buffer x = read;
    Buffer y = node.result();
    step(
        memory ->
            memory
                .convolutions()
                .bind(
                    filter.transposed() ? INPUT_GRADIENT : FORWARD,
                    filter.shape(),
                    tensors(memory.at(x), weight(memory), memory.at(y))),
        x,
        y);
    if (bias != null || folding.isPresent()) {
      int channels = out().channels();
      step(
          memory ->
              memory.launch(
                  "add_bias",
                  Grid.each(y.length()),
                  memory.at(y),
                  bias(memory),
                  y.length(),
                  channels),
          y);
    }
  }

  /** Of a transposed convolution the result is the larger map, which is the convolution's input. */
  private Tensors tensors(long x, long w, long y) {
    return filter.transposed() ? new Tensors(y, w, x) : new Tensors(x, w, y);
  }

  private long weight(CudaMemory memory) {
    return folding
        .map(one -> memory.folded().weight(one))
        .orElseGet(() -> memory.parameters().weightAddress(filter.weight()));
  }

  private long bias(CudaMemory memory) {
    return folding
        .map(one -> memory.folded().bias(one))
        .orElseGet(() -> memory.parameters().address(String.valueOf(bias)));
  }

  @Override
  public void backward() {
    Buffer g = node.gradient();
    if (node.learns()) {
      weightGradient(read, g);
      if (bias != null) {
        String name = bias;
        sums.add(g, out().channels(), memory -> memory.parameters().gradientAddress(name));
      }
    }
    gradientOfInput(
        target -> {
          Buffer into = framed ? node.buffer(filter.frame().of(images)) : target;
          step(
              memory ->
                  memory
                      .convolutions()
                      .bind(
                          filter.transposed() ? FORWARD : INPUT_GRADIENT,
                          filter.shape(),
                          tensors(
                              memory.at(into),
                              memory.parameters().weightAddress(filter.weight()),
                              memory.at(g))),
              into,
              g);
          if (framed) {
            Frame.copy(this, into, filter.frame(), target, in(), -filter.top(), -filter.left());
          }
        });
  }

  /** cuDNN writes it in the numbers of the maps; in the vector of all gradients it is in floats. */
  private void weightGradient(Buffer x, Buffer g) {
    if (x.type() == NumberType.FLOAT32) {
      step(
          memory ->
              weightGradient(memory, x, memory.parameters().gradientAddress(filter.weight()), g),
          x,
          g);
      return;
    }
    Buffer narrow = node.buffer(filter.weights());
    step(memory -> weightGradient(memory, x, memory.at(narrow), g), x, g, narrow);
    step(
        memory ->
            memory.launch(
                "widen",
                Grid.each(narrow.length()),
                memory.at(narrow),
                memory.parameters().gradientAddress(filter.weight()),
                narrow.length()),
        narrow);
  }

  private Runnable weightGradient(CudaMemory memory, Buffer x, long gradient, Buffer g) {
    return memory
        .convolutions()
        .bind(WEIGHT_GRADIENT, filter.shape(), tensors(memory.at(x), gradient, memory.at(g)));
  }
}
