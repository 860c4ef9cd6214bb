/**
 * What tests of objectives and model strategies are made of, ours and a plugin author's alike.
 *
 * <p>{@link org.parfocal.learning.testing.GradientCheck} tells whether an objective's gradients are
 * right. The rest fits a strategy on the real training loop in seconds, without a framework, a data
 * set or a network: images of which it is known what they tell ({@link
 * org.parfocal.learning.testing.PlantedImages}), a backbone that passes them on ({@link
 * org.parfocal.learning.testing.PixelBackbones}), options as a framework hands them over ({@link
 * org.parfocal.learning.testing.OptionValues}), and a job that remembers what it is told ({@link
 * org.parfocal.learning.testing.RecordingJob}).
 *
 * <pre>{@code
 * PlantedImages images = new TwoClouds();
 * RecordingJob job = new RecordingJob(folder, 13);
 * MyModel strategy =
 *     new MyModel(
 *         OptionValues.of(MyModel.Options.class, Map.of("margin", 0.5)),
 *         PixelBackbones.fixed(),
 *         StandaloneTraining.of(images, 20, 32, 0.01));
 * try (TrainedModel model = strategy.fit(ShuffledGroups.singles(training), validation, job)) {
 *   assertThat(accuracy(model.predict(test))).isGreaterThan(0.9);
 * }
 * }</pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.learning.testing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
