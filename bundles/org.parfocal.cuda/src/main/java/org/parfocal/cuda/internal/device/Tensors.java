package org.parfocal.cuda.internal.device;

/** Addresses of a convolution's input, weights and output, or of their gradients. */
public record Tensors(long input, long weights, long output) {}
