package org.parfocal.model.smse.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Transform;
import org.parfocal.learning.Training;

/** The real training loop, made as Declarative Services makes it, and plain draws to train on. */
final class Fitting {
  private static final Planted FEATURES = new Planted();

  private Fitting() {}

  /**
   * Makes the strategy.
   *
   * @param options by method name; the others have their defaults
   */
  static SmseModel smse(int epochs, Map<String, Object> options) {
    Map<String, Object> training =
        Map.of("epochs", epochs, "batch", 32, "learning_rate", 0.01, "select", "last");
    return new SmseModel(
        (SmseModel.Options) annotation(SmseModel.Options.class, options),
        FEATURES,
        training(training, FEATURES));
  }

  static Settings settings(Map<String, Object> options) {
    return Settings.of((SmseModel.Options) annotation(SmseModel.Options.class, options));
  }

  /** Anchor and a random image of the same or the other class. */
  static TrainingSet pairs(List<Sample> samples) {
    return new TrainingSet(
        samples,
        2,
        2,
        (epoch, random) ->
            samples.stream()
                .map(
                    anchor ->
                        List.of(
                            anchor,
                            any(
                                samples,
                                random.nextBoolean() ? anchor.label() : 1 - anchor.label(),
                                random)))
                .toList());
  }

  /** Anchor, random image of its class, random image of the other. */
  static TrainingSet triplets(List<Sample> samples) {
    return new TrainingSet(
        samples,
        2,
        3,
        (epoch, random) ->
            samples.stream()
                .map(
                    anchor ->
                        List.of(
                            anchor,
                            any(samples, anchor.label(), random),
                            any(samples, 1 - anchor.label(), random)))
                .toList());
  }

  private static Sample any(List<Sample> samples, int label, RandomGenerator random) {
    List<Sample> some = samples.stream().filter(sample -> sample.label() == label).toList();
    return some.get(random.nextInt(some.size()));
  }

  private static Training training(Map<String, Object> options, Images images) {
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

  /**
   * A job that remembers.
   *
   * @param lines of the history
   */
  record Job(Path directory, List<Map<String, ? extends Number>> lines, List<String> warnings)
      implements JobContext {
    Job(Path directory) {
      this(directory, new ArrayList<>(), new ArrayList<>());
    }

    /** The values of a name, in the order in which they were written. */
    List<Double> history(String name) {
      List<Double> values = new ArrayList<>();
      for (Map<String, ? extends Number> line : lines) {
        Number value = line.get(name);
        if (value != null) {
          values.add(value.doubleValue());
        }
      }
      return values;
    }

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
    public void history(Map<String, ? extends Number> values) {
      lines.add(Map.copyOf(values));
    }

    @Override
    public void warn(String sentence) {
      warnings.add(sentence);
    }

    @Override
    public void checkCancelled() {}
  }
}
