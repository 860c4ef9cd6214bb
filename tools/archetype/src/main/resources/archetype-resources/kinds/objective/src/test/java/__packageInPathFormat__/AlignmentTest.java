package ${package};

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.testkit.Cohort;
import org.parfocal.testkit.ModelContract;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;
import org.parfocal.testkit.learning.GradientCheck;
import org.parfocal.testkit.learning.PixelBackbones;
import org.parfocal.testkit.learning.StandaloneTraining;

class AlignmentTest extends ModelContract {
  @Override
  protected ModelStrategy model() {
    return new Alignment(
        OptionValues.of(Alignment.Options.class, Map.of("weight", 0.5)),
        PixelBackbones.linear(4),
        StandaloneTraining.of(new PlainImages(), 3, 8, 0.01)); // epochs, batch, learning rate
  }

  @Test
  void hasTheGradientsOfFiniteDifferences() {
    List<Sample> samples = Cohort.of(6, 1, "40X", "200X").samples();
    INDArray embeddings = Nd4j.rand(DataType.FLOAT, samples.size(), 4);
    try (AlignmentObjective objective = new AlignmentObjective(3, 4, 2, 1)) {
      GradientCheck.standard().check(objective, new Batch(samples, 1, 2), embeddings, 0.5);
    }
  }
}
