/**
 * What a plugin sees: the data that flow through a study, and the contracts of the parts that can
 * be swapped.
 *
 * <p>Data flow one way: a {@link org.parfocal.api.DatasetReader} reads a {@link
 * org.parfocal.api.Dataset}, a {@link org.parfocal.api.Protocol} cuts it into {@link
 * org.parfocal.api.Fold}s, an {@link org.parfocal.api.AugmentationStrategy} prepares the training
 * draw, a {@link org.parfocal.api.ModelStrategy} fits a {@link org.parfocal.api.TrainedModel}, and
 * {@link org.parfocal.api.Metric}s read the stored {@link org.parfocal.api.Prediction}s.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
