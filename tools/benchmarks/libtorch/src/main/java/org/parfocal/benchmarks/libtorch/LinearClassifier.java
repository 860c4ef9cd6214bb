package org.parfocal.benchmarks.libtorch;

import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.parfocal.benchmarks.HeadTraining;

/** A linear head as a user of torch trains it: shuffled batches, cross-entropy, Adam. */
final class LinearClassifier {
  private final Tensor weight;
  private final Tensor bias;
  private final Adam optimiser;

  LinearClassifier(int embeddingSize, ScalarType type) {
    Parameters parameters = new Parameters(type, MemoryFormat.Contiguous);
    weight = parameters.weights("weight", HeadTraining.CLASSES, embeddingSize);
    bias = parameters.vector("bias", HeadTraining.CLASSES, 0);
    optimiser = new Adam(parameters.learned(), new AdamOptions(HeadTraining.LEARNING_RATE));
  }

  /**
   * Sees every image once.
   *
   * @param labels class of each image
   * @param embeddings gives the embeddings of the images of these indices, without gradients
   * @return the mean loss
   */
  double epoch(Tensor labels, UnaryOperator<Tensor> embeddings) {
    long count = labels.size(0);
    double sum = 0;
    try (Tensor order = torch.torch_randperm(count)) {
      for (long first = 0; first < count; first += HeadTraining.BATCH) {
        long size = Math.min(HeadTraining.BATCH, count - first);
        try (PointerScope scope = new PointerScope()) {
          Tensor drawn = order.narrow(0, first, size);
          sum += size * step(embeddings.apply(drawn), labels.index_select(0, drawn));
        }
      }
    }
    return sum / count;
  }

  private double step(Tensor embeddings, Tensor labels) {
    optimiser.zero_grad();
    Tensor loss = torch.cross_entropy_loss(torch.linear(embeddings, weight, bias), labels);
    loss.backward();
    optimiser.step();
    return loss.item_double();
  }
}
