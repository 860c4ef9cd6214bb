package org.parfocal.core;

import org.parfocal.api.Prediction;

/**
 * What a model said of an image, and the embedding that it said it from.
 *
 * @param prediction of the image
 * @param embedding as stored, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Embedded(Prediction prediction, float[] embedding) {}
