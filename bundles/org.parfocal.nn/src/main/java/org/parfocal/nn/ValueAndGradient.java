package org.parfocal.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The value of a loss with its gradient.
 *
 * @param value the loss
 * @param gradient ∂value/∂input in the shape of the input, valid until the next evaluation
 */
public record ValueAndGradient(double value, INDArray gradient) {}
