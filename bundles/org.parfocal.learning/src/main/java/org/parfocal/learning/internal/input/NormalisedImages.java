package org.parfocal.learning.internal.input;

import java.util.List;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Normalisation;

/** A study's images as one backbone wants them normalised. */
public record NormalisedImages(Images images, Normalisation normalisation) implements Images {
  /** The images themselves, if the backbone wants nothing else. */
  public static Images of(Images images, BackboneProvider backbones) {
    return backbones
        .normalisation()
        .<Images>map(normalisation -> new NormalisedImages(images, normalisation))
        .orElse(images);
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public String key() {
    return images.key();
  }

  @Override
  public List<Double> mean() {
    return normalisation.mean();
  }

  @Override
  public List<Double> deviation() {
    return normalisation.deviation();
  }

  @Override
  public void read(Sample sample, byte[] target, int offset) {
    images.read(sample, target, offset);
  }

  @Override
  public boolean kept(Sample sample) {
    return images.kept(sample);
  }

  @Override
  public String content(Sample sample) {
    return images.content(sample);
  }
}
