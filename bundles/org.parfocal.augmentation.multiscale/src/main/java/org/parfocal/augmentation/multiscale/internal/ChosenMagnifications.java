package org.parfocal.augmentation.multiscale.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.Magnifications;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;

/** The magnifications that are drawn; all of the training part unless some are named. */
final class ChosenMagnifications {
  private final Set<String> names;

  ChosenMagnifications(String[] names) {
    this.names = new LinkedHashSet<>();
    // An option that is left out arrives as one blank text.
    Stream.of(names).map(String::strip).filter(name -> !name.isEmpty()).forEach(this.names::add);
    if (this.names.size() == 1) {
      throw new ConfigurationException(
          "augmentation.magnifications must name two magnifications or more, or be left out; it is "
              + this.names
              + ".");
    }
  }

  /**
   * The training samples of these magnifications; samples without a magnification too if none are
   * named. A magnification that the fold holds out is left out with a warning.
   *
   * @throws DatasetException if the fold knows no such magnification, or trains on fewer than two
   */
  List<Sample> samples(Fold fold, Consumer<String> warnings) {
    if (names.isEmpty()) {
      return fold.training();
    }
    List<String> trained = Magnifications.of(fold.training());
    requireKnown(fold);
    List<String> missing = names.stream().filter(name -> !trained.contains(name)).toList();
    List<String> left = trained.stream().filter(names::contains).toList();
    if (left.size() < 2) {
      throw new DatasetException(
          "Fold %s trains on %s: fewer than two of augmentation.magnifications, which are %s."
              .formatted(fold.name(), listed(trained), listed(names)));
    }
    if (!missing.isEmpty()) {
      warnings.accept(
          "Fold %s does not train on %s of augmentation.magnifications; its groups are of %s."
              .formatted(fold.name(), listed(missing), listed(left)));
    }
    return fold.training().stream()
        .filter(sample -> sample.magnification() != null && names.contains(sample.magnification()))
        .toList();
  }

  /**
   * A name that no part of the fold knows is a slip of the pen; one that only the test part knows
   * is held out. The other parts are asked for nothing but these names.
   */
  private void requireKnown(Fold fold) {
    List<String> known =
        Magnifications.of(
            Stream.of(Part.values()).flatMap(part -> fold.part(part).stream()).toList());
    for (String name : names) {
      if (!known.contains(name)) {
        throw new DatasetException(
            "augmentation.magnifications names %s, which the images of fold %s do not have; they"
                    .formatted(name, fold.name())
                + " have "
                + listed(known)
                + ".");
      }
    }
  }

  private static String listed(Iterable<String> magnifications) {
    String list = String.join(", ", magnifications);
    return list.isEmpty() ? "no magnification" : list;
  }
}
