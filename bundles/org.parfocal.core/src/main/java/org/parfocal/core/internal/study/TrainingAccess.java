package org.parfocal.core.internal.study;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.parfocal.api.Fold;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Part;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.api.Validation;

/** What the training of a fold may read while it lasts. */
final class TrainingAccess implements AutoCloseable {
  private final String fold;
  private final Map<Part, Set<String>> ids = new EnumMap<>(Part.class);
  private final List<Sample> validation;
  private final Runnable ended;
  private volatile boolean validating;

  /**
   * Opens the training samples.
   *
   * @param ended runs when the training ends
   */
  TrainingAccess(Fold fold, Runnable ended) {
    this.fold = fold.name();
    this.ended = ended;
    validation = fold.validation();
    for (Part part : Part.values()) {
      ids.put(
          part,
          fold.part(part).stream().map(Sample::id).collect(Collectors.toCollection(HashSet::new)));
    }
  }

  /** The validation samples; when the work on them ends, so does the right to read them. */
  Validation validation() {
    return new Validation() {
      @Override
      public <T> T open(Function<List<Sample>, T> work) {
        boolean before = validating;
        validating = true;
        try {
          return work.apply(validation);
        } finally {
          validating = before;
        }
      }
    };
  }

  private boolean in(Part part, String id) {
    Set<String> samples = ids.get(part);
    return samples != null && samples.contains(id);
  }

  /**
   * Comes back if the sample may be read now.
   *
   * @throws PluginException if not
   */
  void require(String id, ImageSource source) {
    if (in(Part.TRAINING, id) || (validating && in(Part.VALIDATION, id))) {
      return;
    }
    String place =
        ids.keySet().stream()
            .filter(part -> in(part, id))
            .findFirst()
            .map(part -> "stands in the %s part of fold %s".formatted(part.label(), fold))
            .orElse("fold %s does not train on".formatted(fold));
    throw new PluginException(
        "The training asked for the %s of %s, which %s; a model learns from the fold's training"
                .formatted(
                    source.embeddingSize() > 0 ? "embedding" : "pixels",
                    source.description(),
                    place)
            + " samples, and looks at the validation samples by Validation.open only.");
  }

  @Override
  public void close() {
    ended.run();
  }
}
