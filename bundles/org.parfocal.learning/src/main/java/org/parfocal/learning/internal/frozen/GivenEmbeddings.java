package org.parfocal.learning.internal.frozen;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;

/** The embeddings that samples come with. */
public final class GivenEmbeddings implements FixedEmbeddings {
  @Override
  public List<float[]> of(List<Sample> samples, Progress progress) {
    return samples.stream().map(sample -> sample.image().embedding()).toList();
  }

  @Override
  public Optional<INDArray> featureMaps(Sample sample) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
