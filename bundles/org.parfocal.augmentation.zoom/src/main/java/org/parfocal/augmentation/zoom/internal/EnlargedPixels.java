package org.parfocal.augmentation.zoom.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/**
 * Tells where zooming asks for more than the files hold: where the middle that is cut out has fewer
 * pixels than the study's images, so that they are enlarged ones.
 */
final class EnlargedPixels {
  private final List<Double> factors;
  private final int size;

  /** Shorter edge by key of an image: the jobs of a study ask about the same few images. */
  private final Map<String, Integer> edges = new ConcurrentHashMap<>();

  /**
   * For a study.
   *
   * @param factors of the zoom
   * @param size edge of the study's images in pixels
   */
  EnlargedPixels(List<Double> factors, int size) {
    this.factors = factors;
    this.size = size;
  }

  /** Sentences; one image of each magnification is decoded, since they are taken alike. */
  List<String> sentences(List<Sample> samples) {
    Map<Integer, Set<String>> magnifications = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (Sample sample : samples) {
      String magnification = sample.magnification();
      String name = magnification == null ? "unknown magnification" : magnification;
      if (seen.add(name)) {
        int edge = edges.computeIfAbsent(sample.image().key(), key -> edge(sample.image()));
        magnifications.computeIfAbsent(edge, any -> new TreeSet<>(SampleField.ORDER)).add(name);
      }
    }
    return magnifications.entrySet().stream()
        .map(entry -> sentence(entry.getKey(), entry.getValue()))
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }

  private static int edge(ImageSource source) {
    RgbImage image = source.read();
    return Math.min(image.width(), image.height());
  }

  private String sentence(int edge, Set<String> magnifications) {
    String beyond =
        factors.stream()
            .filter(factor -> factor > 1 && Math.round(edge / factor) < size)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return beyond.isEmpty()
        ? ""
        : ("At zoom %s, images of %s (%d pixels in the file) are enlarged to images.size, %d: they"
                + " show no finer detail than the file holds.")
            .formatted(beyond, String.join(", ", magnifications), edge, size);
  }
}
