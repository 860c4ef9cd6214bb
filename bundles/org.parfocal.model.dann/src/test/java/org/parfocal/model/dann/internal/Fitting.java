package org.parfocal.model.dann.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.util.Map;
import org.parfocal.api.Images;
import org.parfocal.api.ModelStrategy;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Training;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.learning.StandaloneTraining;

/** DANN, and the baseline that it is compared with, on the real training loop. */
record Fitting(int epochs, int batch, double learningRate) {
  DannModel dann(Images images, BackboneProvider backbones, Map<String, Object> model) {
    return new DannModel(dannOptions(model), backbones, training(images));
  }

  /** Of another bundle, whose classes are internal. */
  ModelStrategy baseline(Images images, BackboneProvider backbones, Map<String, Object> model) {
    try {
      Constructor<?> constructor =
          Class.forName("org.parfocal.model.baseline.internal.BaselineModel").getConstructors()[0];
      Class<? extends Annotation> options =
          constructor.getParameterTypes()[0].asSubclass(Annotation.class);
      return (ModelStrategy)
          constructor.newInstance(OptionValues.of(options, model), backbones, training(images));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static DannModel.Options dannOptions(Map<String, Object> model) {
    return OptionValues.of(DannModel.Options.class, model);
  }

  private Training training(Images images) {
    return StandaloneTraining.of(images, epochs, batch, learningRate);
  }
}
