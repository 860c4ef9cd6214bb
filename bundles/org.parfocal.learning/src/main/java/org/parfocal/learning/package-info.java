/**
 * Backbones, objectives and the one training loop that serves every model strategy.
 *
 * <p>Tensors are ND4J's and float; images are {@code [n, height, width, 3]}.
 *
 * <p>A model strategy is an {@link org.parfocal.learning.Objective} handed to {@link
 * org.parfocal.learning.Training}. What most objectives are made of is here: {@link
 * org.parfocal.learning.LinearHead}, {@link org.parfocal.learning.CrossEntropy} with {@link
 * org.parfocal.learning.ClassWeights}, {@link org.parfocal.learning.Softmax} and {@link
 * org.parfocal.learning.LogSoftmax}, {@link org.parfocal.learning.Optimiser} for any other
 * parameter, and {@link org.parfocal.learning.FloatTensors} with {@link
 * org.parfocal.learning.RowBuffer} for losses written as plain loops. {@link
 * org.parfocal.learning.testing.GradientCheck} tells whether the gradients are right.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.learning;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
