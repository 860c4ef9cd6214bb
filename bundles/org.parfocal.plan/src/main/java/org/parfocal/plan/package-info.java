/**
 * One compiler of networks for any target. A {@link org.parfocal.plan.LayerGraph} says what is
 * computed; {@link org.parfocal.plan.Compiler} decides for a number of images which steps there
 * are, what shares memory with what, where gradients add up, and which batch norms vanish into the
 * convolutions before them; {@link org.parfocal.plan.Operations} writes the steps of each node down
 * for one target, and {@link org.parfocal.plan.Target} gives the memory. Knows no engine: ND4J on
 * the CPU is one target, CUDA another, and plain loops in double precision a third, by which the
 * tests check both. Maps are {@code [n, height, width, channels]}.
 *
 * <p>The way through: {@link org.parfocal.plan.Compiler} gives each node's {@link
 * org.parfocal.plan.NodeDraft} to the target, which returns a {@link org.parfocal.plan.Stage}; the
 * stage writes steps into the {@link org.parfocal.plan.PlanDraft}; the draft places all {@link
 * org.parfocal.plan.Buffer}s by their lifetimes and, bound to memory, becomes a {@link
 * org.parfocal.plan.Plan}. {@link org.parfocal.plan.Plans} keeps those that were used last.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.plan;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
