package org.parfocal.model.dsml.internal;

import java.util.List;
import java.util.function.Consumer;
import org.parfocal.api.ForwardingModel;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;

/** A model that scores places as one, and says once if it could not do so for some images. */
final class PyramidModel extends ForwardingModel {
  private final Scales scales;
  private final int leastTogether;
  private final Consumer<String> warnings;
  private boolean warned;

  PyramidModel(TrainedModel model, Scales scales, int leastTogether, Consumer<String> warnings) {
    super(model);
    this.scales = scales;
    this.leastTogether = leastTogether;
    this.warnings = warnings;
  }

  @Override
  public List<Output> predict(List<Sample> samples) {
    int together =
        Places.of(samples, scales, leastTogether).stream()
            .flatMap(place -> place.values().stream())
            .mapToInt(List::size)
            .sum();
    if (together < samples.size() && !warned) {
      warned = true;
      warnings.accept(
          "%d of %d images that were predicted together are of no place with %s of the training magnifications; such images were scored one by one (model.inference: pyramid)."
              .formatted(
                  samples.size() - together,
                  samples.size(),
                  leastTogether == scales.count() ? "all" : "two or more"));
    }
    return model.predict(samples);
  }
}
