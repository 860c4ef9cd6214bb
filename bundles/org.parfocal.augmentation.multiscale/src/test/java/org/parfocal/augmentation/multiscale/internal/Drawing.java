package org.parfocal.augmentation.multiscale.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.parfocal.api.Fold;
import org.parfocal.api.JobContext;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.TrainingSet;

/** One preparation: what it gave, warned of and wrote down. */
final class Drawing implements JobContext {
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Number> history = new LinkedHashMap<>();
  private final Fold fold;
  private final TrainingSet set;

  private Drawing(MultiscaleAugmentation augmentation, Fold fold) {
    this.fold = fold;
    set = augmentation.prepare(TrainingSet.of(fold.training(), 2), this);
  }

  /**
   * Prepares a fold.
   *
   * @param options by method name; the others have their defaults
   */
  static Drawing of(Fold fold, Map<String, Object> options) {
    return new Drawing(augmentation(options), fold);
  }

  static MultiscaleAugmentation augmentation(Map<String, Object> options) {
    return new MultiscaleAugmentation(
        (MultiscaleAugmentation.Options)
            Proxy.newProxyInstance(
                MultiscaleAugmentation.class.getClassLoader(),
                new Class<?>[] {MultiscaleAugmentation.Options.class},
                (proxy, method, arguments) ->
                    method.getDeclaringClass() == Annotation.class
                        ? MultiscaleAugmentation.Options.class
                        : options.getOrDefault(method.getName(), method.getDefaultValue())));
  }

  List<List<Sample>> epoch(long seed) {
    return set.draw().epoch(0, new SplittableRandom(seed));
  }

  /** Many epochs. */
  List<List<Sample>> epochs(int count) {
    List<List<Sample>> groups = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int epoch = 0; epoch < count; epoch++) {
      groups.addAll(set.draw().epoch(epoch, random));
    }
    return groups;
  }

  TrainingSet set() {
    return set;
  }

  List<String> warnings() {
    return warnings;
  }

  Map<String, Number> history() {
    return history;
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
  public String fold() {
    return fold.name();
  }

  @Override
  public List<String> values(SampleField field) {
    return field.values(
        Stream.of(Part.values()).flatMap(part -> fold.part(part).stream()).toList());
  }

  @Override
  public Path directory() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path cache() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void progress(double fraction, String what) {}

  @Override
  public void history(Map<String, ? extends Number> values) {
    history.putAll(values);
  }

  @Override
  public void warn(String sentence) {
    warnings.add(sentence);
  }

  @Override
  public void checkCancelled() {}
}
