package org.parfocal.learning.internal.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stored model must agree with to be of use.
 *
 * @param classes number of classes
 * @param embeddingSize length of an embedding
 * @param imageSize edge of the images in pixels
 * @param mean of the normalisation
 * @param deviation of the normalisation
 * @param backbone identity of the frozen backbone; empty if the backbone learnt
 * @param facts what the strategy must know to make its objective again
 * @param standardisation of a frozen backbone's embeddings; null if the backbone learnt
 */
public record ModelDescription(
    int classes,
    int embeddingSize,
    int imageSize,
    List<Double> mean,
    List<Double> deviation,
    String backbone,
    Map<String, String> facts,
    @Nullable EmbeddingStandardisation standardisation) {}
