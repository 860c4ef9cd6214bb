package org.parfocal.benchmarks;

import java.util.Map;

/**
 * What an engine computed from given weights and images.
 *
 * @param embeddings by the rules of inference
 * @param gradients of the loss, by parameter
 * @param losses before each of some training steps
 * @param statistics means and variances of batch norm after these steps
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of data that nobody compares
record Results(
    Map<String, Values> embeddings,
    Map<String, Values> gradients,
    double[] losses,
    Map<String, Values> statistics) {}
