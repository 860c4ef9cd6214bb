package org.parfocal.dataset.breakhis.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;

/**
 * Gives every sample of a data set a BreaKHis name, such that a reader of the names finds the same
 * patients, classes and magnifications.
 *
 * <p>A sample that carries the attribute {@link #PATH} (a path of the published index) gets that
 * very name. Others are composed: type from {@code subtype}, else adenosis or ductal carcinoma;
 * sequence from {@code seq}, else counted.
 */
final class ExportNames {
  /** Attribute of samples whose place is already known, from {@code BreaKHis_v1} down. */
  static final String PATH = "breakhis-path";

  private static final int MOST_SEQUENCE = 999_999;

  private final Dataset dataset;
  private final Set<String> used = new HashSet<>();
  private final Map<String, Integer> counters = new HashMap<>();

  private ExportNames(Dataset dataset) {
    this.dataset = dataset;
  }

  /**
   * The names, in the order of the samples.
   *
   * @throws DatasetException if the layout cannot express the data set
   */
  static List<BreakhisName> of(Dataset dataset) {
    return new ExportNames(dataset).names();
  }

  private List<BreakhisName> names() {
    List<@Nullable BreakhisName> given = new ArrayList<>();
    for (Sample sample : dataset.samples()) {
      given.add(given(sample));
    }
    ExportSlides slides = new ExportSlides(dataset.samples());
    List<BreakhisName> names = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      BreakhisName name = given.get(i);
      names.add(name != null ? name : composed(dataset.samples().get(i), slides));
    }
    return names;
  }

  private @Nullable BreakhisName given(Sample sample) {
    String path = sample.attributes().get(PATH);
    if (path == null) {
      return null;
    }
    int magnification = magnification(sample);
    Optional<BreakhisName> name =
        BreakhisName.parse(path.substring(path.lastIndexOf('/') + 1))
            .filter(parsed -> parsed.path().equals(path));
    if (name.isEmpty()) {
      throw new DatasetException(
          "Sample %s is to be written as '%s', which is not a path of BreaKHis; correct its %s."
              .formatted(sample.id(), path, PATH));
    }
    if (name.get().magnification() != magnification
        || !name.get().subtype().equals(subtype(sample, name.get().subtype()))) {
      throw new DatasetException(
          "Sample %s is %s at %s, but is to be written as '%s'; correct its %s."
              .formatted(
                  sample.id(),
                  dataset.classes().get(sample.label()),
                  sample.magnification(),
                  path,
                  PATH));
    }
    if (!used.add(name.get().fileName())) {
      throw new DatasetException(
          "Two samples are to be written as '%s'; give each its own %s.".formatted(path, PATH));
    }
    return name.get();
  }

  private BreakhisName composed(Sample sample, ExportSlides slides) {
    Subtype wanted = Subtype.of(sample.attributes().getOrDefault("subtype", "")).orElse(null);
    Subtype subtype = subtype(sample, wanted);
    SlideId slide = slides.of(sample);
    int magnification = magnification(sample);
    String sequence = sample.attributes().getOrDefault("seq", "");
    BreakhisName kept = new BreakhisName(subtype, slide, magnification, sequence);
    if (BreakhisName.parse(kept.fileName()).isPresent() && used.add(kept.fileName())) {
      return kept;
    }
    String series = kept.slideFolder() + "/" + magnification;
    while (true) {
      int next = counters.merge(series, 1, Integer::sum);
      if (next > MOST_SEQUENCE) {
        throw new DatasetException(
            "Patient %s has more images at %s than BreaKHis can number."
                .formatted(sample.patient(), sample.magnification()));
      }
      BreakhisName name = new BreakhisName(subtype, slide, magnification, "%03d".formatted(next));
      if (used.add(name.fileName())) {
        return name;
      }
    }
  }

  /**
   * The wanted type or the class's own, if it agrees with the label; else the class's commonest.
   */
  private Subtype subtype(Sample sample, @Nullable Subtype wanted) {
    Optional<Subtype> named = Subtype.of(dataset.classes().get(sample.label()));
    if (dataset.classes().size() > 2) {
      return named.orElseThrow(
          () ->
              new DatasetException(
                  "The layout of BreaKHis has two classes or its eight tumour types; the data set has %s."
                      .formatted(dataset.classes())));
    }
    boolean malignant = sample.label() == 1;
    if (wanted != null && wanted.malignant() == malignant) {
      return wanted;
    }
    return named
        .filter(type -> type.malignant() == malignant)
        .orElse(malignant ? Subtype.DC : Subtype.A);
  }

  private static int magnification(Sample sample) {
    for (int magnification : PublishedCounts.MAGNIFICATIONS) {
      if ((magnification + "X").equals(sample.magnification())) {
        return magnification;
      }
    }
    throw new DatasetException(
        "The layout of BreaKHis has 40X, 100X, 200X and 400X; sample %s has the magnification %s."
            .formatted(sample.id(), sample.magnification()));
  }
}
