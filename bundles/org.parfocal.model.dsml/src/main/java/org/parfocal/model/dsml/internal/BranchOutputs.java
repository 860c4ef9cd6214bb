package org.parfocal.model.dsml.internal;

/**
 * What branches make of embeddings.
 *
 * @param representations {@code [n, k]} row-major
 * @param logits {@code [n, C]} row-major
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record BranchOutputs(double[] representations, double[] logits) {}
