package org.parfocal.model.dann.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Transform;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Training;

/**
 * The real training loop with chosen options, made as Declarative Services makes it.
 *
 * @param options of the training by method name; the others have their defaults
 */
record Fitting(Map<String, Object> options) {
  static Fitting trained(int epochs, int batch, double learningRate) {
    return new Fitting(
        Map.of("epochs", epochs, "batch", batch, "learning_rate", learningRate, "select", "last"));
  }

  DannModel dann(Images images, BackboneProvider backbones, Map<String, Object> model) {
    return new DannModel(dannOptions(model), backbones, training(images));
  }

  /** Of another bundle, whose classes are internal. */
  ModelStrategy baseline(Images images, BackboneProvider backbones, Map<String, Object> model) {
    Constructor<?> constructor = constructor("org.parfocal.model.baseline.internal.BaselineModel");
    return (ModelStrategy)
        made(
            constructor,
            annotation(constructor.getParameterTypes()[0], model),
            backbones,
            training(images));
  }

  static DannModel.Options dannOptions(Map<String, Object> model) {
    return (DannModel.Options) annotation(DannModel.Options.class, model);
  }

  /** Every sample once an epoch, in an order that depends on chance. */
  static TrainingSet set(List<Sample> samples) {
    return new TrainingSet(
        samples,
        2,
        1,
        (epoch, random) -> {
          List<List<Sample>> groups = new ArrayList<>(samples.stream().map(List::of).toList());
          Collections.shuffle(groups, new Random(random.nextLong()));
          return groups;
        });
  }

  private Training training(Images images) {
    Constructor<?> constructor = constructor("org.parfocal.learning.internal.TrainingService");
    Transform nothing = (rgb, offset, size, random) -> {};
    return (Training)
        made(constructor, annotation(constructor.getParameterTypes()[0], options), images, nothing);
  }

  private static Constructor<?> constructor(String name) {
    try {
      return Class.forName(name).getConstructors()[0];
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object made(Constructor<?> constructor, Object... arguments) {
    try {
      return constructor.newInstance(arguments);
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

  /** A job that remembers what it was told. */
  record Job(Path directory, long seed, List<String> warnings, List<Map<String, Double>> lines)
      implements JobContext {
    Job(Path directory, long seed) {
      this(directory, seed, new ArrayList<>(), new ArrayList<>());
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
    public void history(Map<String, ? extends Number> values) {
      Map<String, Double> line = new LinkedHashMap<>();
      values.forEach((name, value) -> line.put(name, value.doubleValue()));
      lines.add(line);
    }

    @Override
    public void warn(String sentence) {
      warnings.add(sentence);
    }

    @Override
    public void checkCancelled() {}
  }
}
