/**
 * What objectives, model strategies and backbones are tested with: {@link
 * org.parfocal.testkit.learning.BackboneContract}, {@link
 * org.parfocal.testkit.learning.GradientCheck} against central differences, and {@link
 * org.parfocal.testkit.learning.StandaloneTraining}, the real training loop without a framework, on
 * {@link org.parfocal.testkit.learning.PlantedImages}, of which a test knows what can be learned.
 *
 * <p>For tests only: no bundle of a distribution imports this package. The class path of a test
 * needs an engine, for example nd4j-native.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.testkit.learning;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
