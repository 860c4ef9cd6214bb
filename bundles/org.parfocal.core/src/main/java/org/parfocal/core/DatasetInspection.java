package org.parfocal.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;

/**
 * What a data set's index tells, without decoding a pixel.
 *
 * @param name the data set's name
 * @param samples number of images
 * @param patients number of patients
 * @param slides number of slides
 * @param places number of places shown at two magnifications or more: true pyramids
 * @param magnifications in their order
 * @param counts per class and magnification, classes in label order; unknown magnifications last
 * @param mixedPatients patients who hold images of more than one class: normal, and worth knowing
 * @param licence the terms as far as known, or empty
 * @param manifest hash over everything that decides pixels and labels
 * @param warnings what the reader found, one sentence each
 */
public record DatasetInspection(
    String name,
    int samples,
    int patients,
    int slides,
    int places,
    List<String> magnifications,
    List<Count> counts,
    List<String> mixedPatients,
    String licence,
    String manifest,
    List<String> warnings) {
  /**
   * Images of one class at one magnification.
   *
   * @param label class name
   * @param magnification null where it is unknown
   * @param images number of images
   * @param patients number of patients that they are from
   */
  public record Count(String label, @Nullable String magnification, int images, int patients) {}

  /** Counts what the index holds. */
  public static DatasetInspection of(Dataset dataset) {
    List<Sample> samples = dataset.samples();
    return new DatasetInspection(
        dataset.name(),
        samples.size(),
        distinct(samples, Sample::patient),
        distinct(samples, Sample::slide),
        pyramids(samples),
        dataset.magnifications(),
        counts(dataset),
        mixed(samples),
        dataset.licence(),
        dataset.manifest(),
        dataset.warnings());
  }

  private static int distinct(List<Sample> samples, Function<Sample, String> key) {
    return (int) samples.stream().map(key).distinct().count();
  }

  private static int pyramids(List<Sample> samples) {
    Map<String, Set<String>> magnifications = new TreeMap<>();
    for (Sample sample : samples) {
      String place = sample.place();
      String magnification = sample.magnification();
      if (place != null && magnification != null) {
        magnifications.computeIfAbsent(place, key -> new TreeSet<>()).add(magnification);
      }
    }
    return (int) magnifications.values().stream().filter(set -> set.size() > 1).count();
  }

  private static List<Count> counts(Dataset dataset) {
    List<@Nullable String> magnifications = new ArrayList<>(dataset.magnifications());
    if (dataset.samples().stream().anyMatch(sample -> sample.magnification() == null)) {
      magnifications.add(null);
    }
    List<Count> counts = new ArrayList<>();
    for (int label = 0; label < dataset.classes().size(); label++) {
      for (String magnification : magnifications) {
        int wanted = label;
        List<Sample> cell =
            dataset.samples().stream()
                .filter(sample -> sample.label() == wanted)
                .filter(sample -> Objects.equals(sample.magnification(), magnification))
                .toList();
        counts.add(
            new Count(
                dataset.classes().get(label),
                magnification,
                cell.size(),
                distinct(cell, Sample::patient)));
      }
    }
    return List.copyOf(counts);
  }

  private static List<String> mixed(List<Sample> samples) {
    Map<String, Set<Integer>> labels =
        samples.stream()
            .collect(
                Collectors.groupingBy(
                    Sample::patient,
                    TreeMap::new,
                    Collectors.mapping(Sample::label, Collectors.toSet())));
    return labels.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }
}
