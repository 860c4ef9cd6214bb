package org.parfocal.model.dsml.internal;

import java.util.HashMap;
import java.util.Map;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.learning.StandaloneTraining;

/** The model on the real training loop, and its options, given as names and values in turn. */
final class Fitting {
  private Fitting() {}

  static DsmlModel model(PlantedPyramids planted, int epochs, int batch, Object... options) {
    return new DsmlModel(
        options(options),
        planted.backbones(),
        StandaloneTraining.of(planted, epochs, batch, 0.01),
        planted);
  }

  static DsmlOptions options(Object... namesAndValues) {
    Map<String, Object> values = new HashMap<>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      values.put((String) namesAndValues[index], namesAndValues[index + 1]);
    }
    return OptionValues.of(DsmlOptions.class, values);
  }
}
