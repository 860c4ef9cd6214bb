package org.parfocal.model.baseline.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.Transform;
import org.parfocal.learning.Training;

/**
 * The real training loop with chosen options, made as Declarative Services makes it.
 *
 * @param options by method name; the others have their defaults
 */
record Fitting(Map<String, Object> options) {
  static Fitting trained(int epochs, int batch, double learningRate) {
    return new Fitting(
        Map.of("epochs", epochs, "batch", batch, "learning_rate", learningRate, "select", "last"));
  }

  BaselineModel baseline(RandomFeatures features, double l2, boolean balanced) {
    Map<String, Object> model = Map.of("l2", l2, "class_weights", balanced ? "balanced" : "none");
    return new BaselineModel(
        (BaselineModel.Options) annotation(BaselineModel.Options.class, model),
        features,
        training(features));
  }

  private Training training(Images images) {
    try {
      Constructor<?> constructor =
          Class.forName("org.parfocal.learning.internal.TrainingService").getConstructors()[0];
      Transform nothing = (rgb, offset, size, random) -> {};
      return (Training)
          constructor.newInstance(
              annotation(constructor.getParameterTypes()[0], options), images, nothing);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object annotation(Class<?> type, Map<String, Object> values) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            method.getDeclaringClass() == Annotation.class
                ? type
                : values.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  /** A job whose folder is all that matters. */
  record Job(Path directory) implements JobContext {
    @Override
    public long seed() {
      return 13;
    }

    @Override
    public List<String> classes() {
      return List.of("benign", "malignant");
    }

    @Override
    public Path cache() {
      return directory.resolve("cache");
    }

    @Override
    public void progress(double fraction, String what) {}

    @Override
    public void history(Map<String, ? extends Number> values) {}

    @Override
    public void warn(String sentence) {
      throw new AssertionError(sentence);
    }

    @Override
    public void checkCancelled() {}
  }
}
