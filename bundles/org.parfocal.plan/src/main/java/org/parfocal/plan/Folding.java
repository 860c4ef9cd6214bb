package org.parfocal.plan;

import org.jspecify.annotations.Nullable;

/**
 * A convolution that takes the batch norm behind it in: w·γ/σ and β + (b − μ)·γ/σ, with the running
 * μ and σ.
 *
 * @param layer of the convolution
 * @param weight its weights' name
 * @param bias its bias' name, or null
 * @param norm what is folded in
 * @param learned whether one of the two layers learns
 */
public record Folding(
    String layer,
    String weight,
    @Nullable String bias,
    Operation.BatchNorm norm,
    boolean learned) {}
