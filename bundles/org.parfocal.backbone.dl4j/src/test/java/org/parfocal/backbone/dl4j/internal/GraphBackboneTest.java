package org.parfocal.backbone.dl4j.internal;

/** On DL4J's graph. */
class GraphBackboneTest extends BackboneTest {
  GraphBackboneTest() {
    super(Execution.GRAPH);
  }
}
