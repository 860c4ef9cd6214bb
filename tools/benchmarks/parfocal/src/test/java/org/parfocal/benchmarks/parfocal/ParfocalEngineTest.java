package org.parfocal.benchmarks.parfocal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.parfocal.benchmarks.Engine;
import org.parfocal.benchmarks.Workload;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.nd4j.internal.Activator;

class ParfocalEngineTest {
  /** Noise has no classes: below ln 2 is what was learnt by heart. */
  @Test
  void aHeadLearnsAndBeginsAnewAndTheBackboneStays() {
    NativeBuild build = Activator.prepare(false);
    build.start();
    Engine engine = new ParfocalEngine(build);
    engine.prepare(new Workload("small-cnn", 32, 40, Workload.Mode.INFER));
    float[] embeddings = engine.embeddings().numbers();

    double loss = engine.trainHead(20);

    assertThat(loss).isPositive().isLessThan(0.6);
    assertThat(engine.trainHead(20)).isEqualTo(loss);
    assertThat(engine.trainHead(1)).isGreaterThan(0.69);
    assertThat(engine.embeddings().numbers()).containsExactly(embeddings);
  }
}
