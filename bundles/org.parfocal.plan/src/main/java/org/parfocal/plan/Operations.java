package org.parfocal.plan;

/**
 * The operations of plans on one target. Each method begins the stage of one node; what the
 * operation computes is said by the record that it is named after, and nothing but the target's way
 * to compute it is decided here.
 *
 * @param <M> what the target's steps are bound to
 */
public interface Operations<M> {
  /** A convolution, whose weights and bias may be folded ({@link NodeDraft#folding}). */
  Stage convolution(NodeDraft<M> node, Operation.Convolution convolution);

  /** A linear map. */
  Stage dense(NodeDraft<M> node, Operation.Dense dense);

  /**
   * Batch normalisation by the statistics of the batch, which are left for the running ones to
   * follow when parameters are next stepped: the mean as it is, the variance times n/(n − 1) as
   * PyTorch has it.
   */
  Stage batchNorm(NodeDraft<M> node, Operation.BatchNorm norm);

  /** Batch normalisation by running statistics; no gradient passes it. */
  Stage fixedBatchNorm(NodeDraft<M> node, Operation.BatchNorm norm);

  /** An activation function. */
  Stage activate(NodeDraft<M> node, Operation.Activate activate);

  /** PReLU. */
  Stage parametricRelu(NodeDraft<M> node, Operation.ParametricRelu relu);

  /** Maximum or average of a window, which may be as large as the map. */
  Stage pool(NodeDraft<M> node, Operation.Pool pool);

  /** Average over all places. */
  Stage globalAverage(NodeDraft<M> node);

  /**
   * Generalised mean over all places. Its input stays to the end of the forward pass, for feature
   * maps.
   */
  Stage generalizedMean(NodeDraft<M> node, Operation.GeneralizedMean mean);

  /** Sum of the inputs. */
  Stage add(NodeDraft<M> node);

  /** Channels of the inputs one after another. */
  Stage concatenate(NodeDraft<M> node);

  /** Zeros around a map. */
  Stage pad(NodeDraft<M> node, Operation.Pad pad);

  /** Dropout that drops. */
  Stage dropout(NodeDraft<M> node, Operation.Dropout dropout);

  /** MixStyle that mixes. */
  Stage mixStyle(NodeDraft<M> node, Operation.MixStyle mix);

  /** total ← total + part: a gradient that comes from several sides. */
  Making<M> accumulate(Buffer part, Buffer total);

  /** In what numbers the value of a node is kept, and its gradient. */
  default NumberType numbers(Node node) {
    return NumberType.FLOAT32;
  }

  /**
   * In what numbers an operation reads its inputs, and writes their gradients. What is kept in
   * others is converted on the way.
   */
  default NumberType reads(Node node) {
    return numbers(node);
  }

  /** In what numbers embeddings go out and their gradient comes in. */
  default NumberType embeddings() {
    return NumberType.FLOAT32;
  }

  /** to ← from, which are of different types. */
  default Making<M> convert(Buffer from, Buffer to) {
    throw new IllegalStateException("there is one type of numbers");
  }

  /**
   * Whether the backward pass of an operation reads its result, so that nobody may overwrite that.
   */
  default boolean readsResult(Operation operation) {
    return operation instanceof Operation.Activate
        || operation instanceof Operation.GeneralizedMean;
  }
}
