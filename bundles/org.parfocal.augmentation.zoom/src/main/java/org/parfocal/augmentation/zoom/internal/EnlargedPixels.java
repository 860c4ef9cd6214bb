package org.parfocal.augmentation.zoom.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;

/**
 * Tells where zooming asks for more than the files hold: where the middle that is cut out has fewer
 * pixels than the study's images, so that they are enlarged ones.
 *
 * @param factors of the zoom
 * @param size edge of the study's images in pixels
 */
record EnlargedPixels(List<Double> factors, int size) {
  /** A sentence for each magnification; one image of it is decoded, since they are taken alike. */
  List<String> sentences(List<Sample> samples) {
    Map<String, Sample> first = new LinkedHashMap<>();
    for (Sample sample : samples) {
      String magnification = sample.magnification();
      first.putIfAbsent(Objects.requireNonNullElse(magnification, "unknown magnification"), sample);
    }
    return first.entrySet().stream()
        .map(entry -> sentence(entry.getKey(), entry.getValue()))
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }

  private String sentence(String magnification, Sample sample) {
    RgbImage image = sample.image().read();
    int edge = Math.min(image.width(), image.height());
    String beyond =
        factors.stream()
            .filter(factor -> factor > 1 && Math.round(edge / factor) < size)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return beyond.isEmpty()
        ? ""
        : ("Zoom %s of %s shows fewer pixels of the file, which has %d, than images.size, %d: they"
                + " are enlarged and show no finer detail.")
            .formatted(beyond, magnification, edge, size);
  }
}
