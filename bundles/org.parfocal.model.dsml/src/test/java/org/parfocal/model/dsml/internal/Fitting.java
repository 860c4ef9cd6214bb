package org.parfocal.model.dsml.internal;

import java.lang.reflect.Constructor;
import java.util.Map;
import org.parfocal.api.Transform;
import org.parfocal.learning.Training;

/** The model on the real training loop, made as Declarative Services makes them. */
final class Fitting {
  private Fitting() {}

  static DsmlModel model(PlantedPyramids planted, int epochs, int batch, Object... options) {
    return new DsmlModel(
        OptionValues.of(DsmlOptions.class, OptionValues.map(options)),
        planted,
        training(planted, epochs, batch),
        planted);
  }

  private static Training training(PlantedPyramids planted, int epochs, int batch) {
    Map<String, Object> options =
        OptionValues.map("epochs", epochs, "batch", batch, "learning_rate", 0.01, "select", "last");
    try {
      Constructor<?> constructor =
          Class.forName("org.parfocal.learning.internal.TrainingService").getConstructors()[0];
      Transform nothing = (rgb, offset, size, random) -> {};
      return (Training)
          constructor.newInstance(
              OptionValues.of(constructor.getParameterTypes()[0], options), planted, nothing);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
