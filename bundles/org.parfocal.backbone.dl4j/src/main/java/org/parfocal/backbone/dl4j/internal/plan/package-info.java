/**
 * The planned executor: a network is compiled once, for a number of images, into a list of ND4J
 * operations whose arrays lie at fixed places of one memory. Maps are {@code [n, height, width,
 * channels]}.
 *
 * <p>The way through: {@link org.parfocal.backbone.dl4j.internal.plan.NetworkReader} reads a DL4J
 * configuration into a {@link org.parfocal.backbone.dl4j.internal.plan.LayerGraph}; {@link
 * org.parfocal.backbone.dl4j.internal.plan.Compiler} lets a {@link
 * org.parfocal.backbone.dl4j.internal.plan.Stage} for each node write its steps into a {@link
 * org.parfocal.backbone.dl4j.internal.plan.PlanDraft}; the draft gives memory to the buffers by
 * their lifetimes and becomes a {@link org.parfocal.backbone.dl4j.internal.plan.Plan}; {@link
 * org.parfocal.backbone.dl4j.internal.plan.PlannedBackbone} keeps the plans and the parameters.
 */
@NullMarked
package org.parfocal.backbone.dl4j.internal.plan;

import org.jspecify.annotations.NullMarked;
