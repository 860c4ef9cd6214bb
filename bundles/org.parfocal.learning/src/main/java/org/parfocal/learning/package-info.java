/**
 * Backbones, objectives and the one training loop that serves every model strategy.
 *
 * <p>Tensors are ND4J's and float; images are {@code [n, height, width, 3]}.
 *
 * <p>A model strategy is an {@link org.parfocal.learning.Objective} handed to {@link
 * org.parfocal.learning.Training}. What objectives are made of is in {@link org.parfocal.nn}.
 * {@code org.parfocal.testkit.learning.GradientCheck} tells whether the gradients are right.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.learning;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
