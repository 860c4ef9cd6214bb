package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Fold;
import org.parfocal.api.Part;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;

/**
 * Holds augmentations to what they may give to a training: the fold's training samples, and new
 * samples that have nothing of what the fold holds out.
 */
final class DeclaredSamples {
  private final Fold fold;
  private final Map<String, Sample> training;
  private final KnownSamples known;
  private final Map<String, Part> heldOutPatients = new HashMap<>();
  private final Set<String> heldOutMagnifications;
  private final Map<String, Set<String>> heldOutAttributes = new HashMap<>();

  /**
   * Holds to a fold.
   *
   * @param known the samples of the data set that the fold is of
   */
  DeclaredSamples(KnownSamples known, Fold fold) {
    this.known = known;
    this.fold = fold;
    training = fold.training().stream().collect(Collectors.toMap(Sample::id, Function.identity()));
    for (Part part : List.of(Part.SEEN, Part.TEST, Part.VALIDATION)) {
      fold.part(part).forEach(sample -> heldOutPatients.put(sample.patient(), part));
    }
    heldOutMagnifications = heldOut(Sample::magnification);
    fold.test().stream()
        .flatMap(sample -> sample.attributes().keySet().stream())
        .distinct()
        .forEach(
            name -> heldOutAttributes.put(name, heldOut(sample -> sample.attributes().get(name))));
  }

  /** Values of test samples that no training sample has. */
  private Set<String> heldOut(Function<Sample, @Nullable String> field) {
    Set<String> values = values(fold.test(), field);
    values.removeAll(values(fold.training(), field));
    return values;
  }

  private static Set<String> values(
      Collection<Sample> samples, Function<Sample, @Nullable String> field) {
    return samples.stream()
        .map(field)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * The training set, checked, with a draw that is checked in each epoch.
   *
   * @throws PluginException if it declares a sample that the fold holds out
   */
  TrainingSet checked(TrainingSet given) {
    Map<String, Sample> declared = new HashMap<>();
    for (Sample sample : given.samples()) {
      require(sample);
      Sample before = declared.putIfAbsent(sample.id(), sample);
      if (before != null && !before.equals(sample)) {
        throw refusal("declared two samples with the id " + sample.id());
      }
    }
    return new TrainingSet(
        given.samples(),
        given.classes(),
        given.groupSize(),
        (epoch, random) -> draw(given, declared, epoch, random));
  }

  private List<List<Sample>> draw(
      TrainingSet given, Map<String, Sample> declared, int epoch, RandomGenerator random) {
    List<List<Sample>> drawn = new ArrayList<>();
    // Copies: what was checked here cannot be exchanged afterwards.
    for (List<Sample> group : given.draw().epoch(epoch, random)) {
      List<Sample> own = List.copyOf(group);
      for (Sample sample : own) {
        Sample known = declared.get(sample.id());
        if (known != sample && !sample.equals(known)) {
          throw refusal(
              "drew %s, %s"
                  .formatted(
                      sample.image().description(),
                      known == null
                          ? "which is not among the samples that it declared"
                          : "which differs from the declared sample of its id"));
        }
      }
      drawn.add(own);
    }
    return drawn;
  }

  private void require(Sample sample) {
    if (sample.equals(training.get(sample.id()))) {
      return;
    }
    String image = sample.image().description();
    if (training.containsKey(sample.id())) {
      throw refusal("changed the training sample %s; a new sample needs a new id".formatted(image));
    }
    Part part = heldOutPatients.get(sample.patient());
    if (part != null) {
      throw refusal(
          "declared %s of the %s patient %s".formatted(image, part.label(), sample.patient()));
    }
    heldOutValues(sample)
        .findFirst()
        .ifPresent(
            value -> {
              throw refusal("declared %s of %s, which is held out".formatted(image, value));
            });
    if (known.hasBeside(training.keySet(), sample)) {
      throw refusal("declared %s, which the fold does not train on".formatted(image));
    }
  }

  private Stream<String> heldOutValues(Sample sample) {
    String magnification = sample.magnification();
    return Stream.concat(
        Stream.ofNullable(magnification)
            .filter(heldOutMagnifications::contains)
            .map(value -> "the magnification " + value),
        sample.attributes().entrySet().stream()
            .filter(
                entry ->
                    heldOutAttributes
                        .getOrDefault(entry.getKey(), Set.of())
                        .contains(entry.getValue()))
            .map(entry -> "the " + entry.getKey() + " " + entry.getValue()));
  }

  private PluginException refusal(String what) {
    return new PluginException(
        "The augmentation %s: it may give fold %s its training samples and new ones made from them."
            .formatted(what, fold.name()));
  }
}
