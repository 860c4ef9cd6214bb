package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.Images;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;

/**
 * Images of one content that stand under several patients: one of the two names is wrong, or a
 * picture was copied. Images of a single colour, such as empty glass, are alike and show nothing;
 * they are not among them.
 */
final class SharedPixels {
  private static final int LISTED = 10;

  /** By content, the samples that have it. */
  private final Map<String, List<Sample>> shared;

  private SharedPixels(Map<String, List<Sample>> shared) {
    this.shared = shared;
  }

  /**
   * Finds them.
   *
   * @param contents {@link Images#content} by the id of each sample that can be read
   */
  static SharedPixels of(List<Sample> samples, Map<String, String> contents, Images images) {
    Map<String, List<Sample>> byContent = new LinkedHashMap<>();
    for (Sample sample : samples) {
      String content = contents.get(sample.id());
      if (content != null) {
        byContent.computeIfAbsent(content, key -> new ArrayList<>()).add(sample);
      }
    }
    byContent.values().removeIf(same -> oneName(same) || oneColour(same.get(0), images));
    return new SharedPixels(byContent);
  }

  private static boolean oneName(List<Sample> same) {
    return same.stream().map(Sample::patient).distinct().count() == 1;
  }

  /**
   * Refuses folds that train on the pixels of a sample which they hold out.
   *
   * @throws DatasetException if there is such a pair; names the first ones
   */
  void refuseLeaks(List<Fold> folds) {
    Set<String> pairs = new LinkedHashSet<>();
    for (Fold fold : folds) {
      Set<Sample> trained = Set.copyOf(fold.training());
      Set<Sample> heldOut =
          List.of(Part.VALIDATION, Part.TEST, Part.SEEN).stream()
              .flatMap(part -> fold.part(part).stream())
              .collect(Collectors.toSet());
      for (List<Sample> same : shared.values()) {
        Optional<Sample> one = same.stream().filter(trained::contains).findFirst();
        one.ifPresent(
            first ->
                same.stream()
                    .filter(heldOut::contains)
                    .forEach(other -> pairs.add(pair(first, other))));
      }
    }
    if (!pairs.isEmpty()) {
      throw new DatasetException(
          "A model would be tested on %ss that it is trained on: %d pairs of %1$ss have the same %s and different patients. Give both the same patient, or leave one out:%s"
              .formatted(what(), pairs.size(), alike(), listed(pairs)));
    }
  }

  /**
   * Refuses all of them.
   *
   * @throws DatasetException if there are any; names the first ones
   */
  void refuse() {
    sentence()
        .ifPresent(
            sentence -> {
              throw new DatasetException(
                  sentence
                      + " Give them the same patient, leave some out, or go on with"
                      + " --allow-shared-pixels:"
                      + listed(pairs()));
            });
  }

  /** How many there are; empty if there are none. */
  Optional<String> sentence() {
    int images = shared.values().stream().mapToInt(List::size).sum();
    return images == 0
        ? Optional.empty()
        : Optional.of(
            "%d %ss have the same %s as an %2$s of another patient."
                .formatted(images, what(), alike()));
  }

  private boolean embeddings() {
    return shared.values().stream().anyMatch(same -> same.get(0).image().embeddingSize() > 0);
  }

  private String what() {
    return embeddings() ? "embedding" : "image";
  }

  private String alike() {
    return embeddings() ? "numbers" : "pixels";
  }

  /** Of each content the first image and the first of another patient. */
  private Set<String> pairs() {
    Set<String> pairs = new LinkedHashSet<>();
    for (List<Sample> same : shared.values()) {
      Sample first = same.get(0);
      same.stream()
          .filter(sample -> !Objects.equals(sample.patient(), first.patient()))
          .findFirst()
          .ifPresent(other -> pairs.add(pair(first, other)));
    }
    return pairs;
  }

  private static String listed(Set<String> pairs) {
    String list =
        pairs.stream()
            .limit(LISTED)
            .map(pair -> System.lineSeparator() + "  " + pair)
            .collect(Collectors.joining());
    String more =
        pairs.size() > LISTED
            ? System.lineSeparator() + "  and " + (pairs.size() - LISTED) + " more"
            : "";
    return list + more;
  }

  private static String pair(Sample one, Sample other) {
    // In one order, so that folds that swap the two name them once.
    boolean ordered = one.id().compareTo(other.id()) < 0;
    Sample first = ordered ? one : other;
    Sample second = ordered ? other : one;
    return "%s (patient %s) and %s (patient %s)"
        .formatted(
            first.image().description(),
            first.patient(),
            second.image().description(),
            second.patient());
  }

  private static boolean oneColour(Sample sample, Images images) {
    if (sample.image().embeddingSize() > 0) {
      return false; // what an encoder makes of empty glass is not told apart
    }
    byte[] rgb = new byte[3 * images.size() * images.size()];
    images.read(sample, rgb, 0);
    return RgbColours.one(rgb);
  }
}
