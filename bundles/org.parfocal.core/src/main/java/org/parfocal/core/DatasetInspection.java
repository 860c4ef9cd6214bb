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
import org.parfocal.api.SampleField;

/**
 * What a data set's index tells, without decoding a pixel.
 *
 * @param name the data set's name
 * @param samples number of images
 * @param patients number of patients
 * @param slides number of slides
 * @param places number of places shown at two magnifications or more: true pyramids
 * @param field that the images are counted by, for example the magnification
 * @param domains its values, in their order
 * @param counts per class and domain, classes in label order; unknown domains last
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
    SampleField field,
    List<String> domains,
    List<Count> counts,
    List<String> mixedPatients,
    String licence,
    String manifest,
    List<String> warnings) {
  /**
   * Images of one class in one domain.
   *
   * @param label class name
   * @param domain null where it is unknown
   * @param images number of images
   * @param patients number of patients that they are from
   */
  public record Count(String label, @Nullable String domain, int images, int patients) {}

  /** Counts what the index holds, by magnification. */
  public static DatasetInspection of(Dataset dataset) {
    return of(dataset, SampleField.MAGNIFICATION);
  }

  /** Counts what the index holds, by any field. */
  public static DatasetInspection of(Dataset dataset, SampleField field) {
    List<Sample> samples = dataset.samples();
    List<String> warnings = new ArrayList<>(dataset.warnings());
    dataset.fault(field).ifPresent(warnings::add);
    return new DatasetInspection(
        dataset.name(),
        samples.size(),
        distinct(samples, Sample::patient),
        distinct(samples, Sample::slide),
        pyramids(samples),
        field,
        field.values(samples),
        counts(dataset, field),
        mixed(samples),
        dataset.licence(),
        dataset.manifest(),
        List.copyOf(warnings));
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

  private static List<Count> counts(Dataset dataset, SampleField field) {
    List<@Nullable String> domains = new ArrayList<>(field.values(dataset.samples()));
    if (!dataset.samples().stream().allMatch(field::isKnown)) {
      domains.add(null);
    }
    List<Count> counts = new ArrayList<>();
    for (int label = 0; label < dataset.classes().size(); label++) {
      for (String domain : domains) {
        int wanted = label;
        List<Sample> cell =
            dataset.samples().stream()
                .filter(sample -> sample.label() == wanted)
                .filter(sample -> Objects.equals(field.value(sample), domain))
                .toList();
        counts.add(
            new Count(
                dataset.classes().get(label),
                domain,
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
