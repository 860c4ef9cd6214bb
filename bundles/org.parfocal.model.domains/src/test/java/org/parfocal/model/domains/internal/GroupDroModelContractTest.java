package org.parfocal.model.domains.internal;

import java.util.List;
import java.util.Map;
import org.parfocal.api.ModelStrategy;
import org.parfocal.testkit.ModelContract;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;
import org.parfocal.testkit.learning.PixelBackbones;
import org.parfocal.testkit.learning.StandaloneTraining;

class GroupDroModelContractTest extends ModelContract {
  @Override
  protected ModelStrategy model() {
    return new GroupDroModel(
        OptionValues.of(GroupDroModel.Options.class, Map.of()),
        PixelBackbones.linear(8),
        StandaloneTraining.of(new PlainImages(), 2, 8, 0.01));
  }

  /** With a backbone that learns, and with one that is frozen. */
  @Override
  protected List<ModelStrategy> stopped() {
    return List.of(stopped(PixelBackbones.linear(8)), stopped(PixelBackbones.fixed()));
  }

  private static ModelStrategy stopped(PixelBackbones backbones) {
    return new GroupDroModel(
        OptionValues.of(GroupDroModel.Options.class, Map.of("rate", 0.5)),
        backbones,
        StandaloneTraining.ofThreeEpochs(new PlainImages(), 8, 0.01));
  }
}
