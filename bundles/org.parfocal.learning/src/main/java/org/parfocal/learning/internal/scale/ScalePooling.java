package org.parfocal.learning.internal.scale;

import java.util.List;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;

/**
 * Backbones that see each image at several scales, trained end to end or frozen (as channels of
 * scales are pooled by Jansson and Lindeberg 2022, there over all scales of a network with shared
 * weights).
 *
 * @param shared makes the backbone that all scales go through
 * @param scales magnifications over an image's own
 */
public record ScalePooling(BackboneProvider shared, List<Double> scales, ScalePool pool)
    implements BackboneProvider {
  /** Changes whenever the same image would be embedded otherwise than before. */
  private static final int VERSION = 1;

  /** The provider itself if an image is to be seen as it is. */
  public static BackboneProvider of(BackboneProvider shared, List<Double> scales, ScalePool pool) {
    return scales.equals(List.of(1.0)) ? shared : new ScalePooling(shared, scales, pool);
  }

  @Override
  public Backbone create(int imageSize, long seed) {
    return new ScalePooledBackbone(shared.create(imageSize, seed), imageSize, scales, pool);
  }

  @Override
  public Backbone createEmpty(int imageSize) {
    return new ScalePooledBackbone(shared.createEmpty(imageSize), imageSize, scales, pool);
  }

  @Override
  public void check(int imageSize) {
    shared.check(imageSize);
  }

  @Override
  public List<String> remarks(int imageSize) {
    return shared.remarks(imageSize);
  }

  @Override
  public boolean frozen() {
    return shared.frozen();
  }

  @Override
  public String fingerprint() {
    return shared.fingerprint() + suffix();
  }

  @Override
  public String identity() {
    return shared.identity() + suffix();
  }

  private String suffix() {
    return " %s of scales %s v%d".formatted(pool, scales, VERSION);
  }
}
