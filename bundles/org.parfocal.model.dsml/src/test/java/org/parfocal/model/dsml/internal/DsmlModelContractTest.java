package org.parfocal.model.dsml.internal;

import java.util.List;
import java.util.Map;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.TrainingSet;
import org.parfocal.testkit.Cohort;
import org.parfocal.testkit.ModelContract;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;
import org.parfocal.testkit.ShuffledGroups;
import org.parfocal.testkit.learning.PixelBackbones;
import org.parfocal.testkit.learning.StandaloneTraining;

class DsmlModelContractTest extends ModelContract {
  @Override
  protected ModelStrategy model() {
    return new DsmlModel(
        OptionValues.of(DsmlOptions.class, Map.of()),
        PixelBackbones.linear(8),
        StandaloneTraining.of(new PlainImages(), 2, 8, 0.01),
        new PlainImages());
  }

  /** With a backbone that learns, and with one that is frozen. */
  @Override
  protected List<ModelStrategy> stopped() {
    return List.of(stopped(PixelBackbones.linear(8)), stopped(PixelBackbones.fixed()));
  }

  private static ModelStrategy stopped(PixelBackbones backbones) {
    return new DsmlModel(
        OptionValues.of(DsmlOptions.class, Map.of()),
        backbones,
        StandaloneTraining.ofThreeEpochs(new PlainImages(), 8, 0.01),
        new PlainImages());
  }

  /** One image of each magnification. */
  @Override
  protected TrainingSet training() {
    return ShuffledGroups.of(Cohort.of(8, 1, "100X", "200X").samples(), 2);
  }
}
