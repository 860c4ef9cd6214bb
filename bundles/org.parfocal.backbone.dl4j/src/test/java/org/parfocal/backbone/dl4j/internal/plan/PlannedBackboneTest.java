package org.parfocal.backbone.dl4j.internal.plan;

import org.parfocal.backbone.dl4j.internal.BackboneTest;
import org.parfocal.backbone.dl4j.internal.Execution;

/** By plans. */
class PlannedBackboneTest extends BackboneTest {
  PlannedBackboneTest() {
    super(Execution.PLAN);
  }
}
