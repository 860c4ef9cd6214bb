/**
 * ND4J as a target of {@link org.parfocal.plan}: the operations of a plan as calls of ND4J whose
 * arrays lie at fixed places of one memory.
 *
 * <p>The way through: {@link org.parfocal.backbone.dl4j.internal.plan.InitialValues} draws what the
 * tensors of a {@link org.parfocal.plan.architecture.Network} begin with; {@link
 * org.parfocal.backbone.dl4j.internal.plan.NativeOperations} names the stage of each operation,
 * which writes its steps as {@link org.parfocal.backbone.dl4j.internal.plan.PlanCalls}; {@link
 * org.parfocal.backbone.dl4j.internal.plan.NativeTarget} has the memory; {@link
 * org.parfocal.backbone.dl4j.internal.plan.PlannedBackbone} keeps the plans and the parameters, and
 * is where arrays of {@code learning}'s contract end and buffers begin.
 */
@NullMarked
package org.parfocal.backbone.dl4j.internal.plan;

import org.jspecify.annotations.NullMarked;
