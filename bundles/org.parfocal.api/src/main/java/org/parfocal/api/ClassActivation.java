package org.parfocal.api;

/**
 * A class activation map (Grad-CAM, Selvaraju et al. 2017): max(0, Σ_k a_k·A_k), where A_k is the
 * k-th of the backbone's last feature maps and a_k the mean over its places of ∂(logit)/∂A_k. Here
 * the embedding is the mean of the maps over their h·w places, so a_k = ∂(logit)/∂(embedding)_k /
 * (h·w).
 *
 * @param height rows h of the map
 * @param width columns w of the map
 * @param values {@code h × w} numbers from 0, rows from the top
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record ClassActivation(int height, int width, float[] values) {}
