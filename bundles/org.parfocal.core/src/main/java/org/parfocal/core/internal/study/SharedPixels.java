package org.parfocal.core.internal.study;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.Images;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;

/** Images of one content that stand under two patients, on both sides of a fold. */
final class SharedPixels {
  private static final int LISTED = 10;

  private SharedPixels() {}

  /**
   * Refuses folds that train on the pixels of a sample which they hold out. Images of a single
   * colour, such as empty glass, are alike and show nothing; they are allowed.
   *
   * @param contents {@link Images#content} by the id of each sample that can be read
   * @throws DatasetException if there is such a pair; names the first ones
   */
  static void refuse(List<Fold> folds, Map<String, String> contents, Images images) {
    Map<String, Boolean> oneColour = new HashMap<>();
    Set<String> pairs = new LinkedHashSet<>();
    for (Fold fold : folds) {
      Map<String, Sample> trained = new HashMap<>();
      for (Sample sample : fold.training()) {
        String content = contents.get(sample.id());
        if (content != null) {
          trained.putIfAbsent(content, sample);
        }
      }
      for (Part part : List.of(Part.VALIDATION, Part.TEST, Part.SEEN)) {
        for (Sample sample : fold.part(part)) {
          String content = contents.getOrDefault(sample.id(), "");
          Sample same = trained.get(content);
          if (same != null
              && !oneColour.computeIfAbsent(content, shared -> oneColour(same, images))) {
            pairs.add(pair(same, sample));
          }
        }
      }
    }
    if (!pairs.isEmpty()) {
      String list =
          pairs.stream()
              .limit(LISTED)
              .map(pair -> System.lineSeparator() + "  " + pair)
              .collect(Collectors.joining());
      String more =
          pairs.size() > LISTED
              ? System.lineSeparator() + "  and " + (pairs.size() - LISTED) + " more"
              : "";
      throw new DatasetException(
          "A model would be tested on images that it is trained on: %d pairs of images have the same pixels and different patients. Give both the same patient, or leave one out:%s%s"
              .formatted(pairs.size(), list, more));
    }
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
    byte[] rgb = new byte[3 * images.size() * images.size()];
    images.read(sample, rgb, 0);
    for (int index = 3; index < rgb.length; index++) {
      if (rgb[index] != rgb[index - 3]) {
        return false;
      }
    }
    return true;
  }
}
