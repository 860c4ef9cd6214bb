package org.parfocal.learning.internal.frozen;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;

/** Embeddings that no training changes: those of a frozen backbone, or those of a data set. */
public interface FixedEmbeddings extends AutoCloseable {
  /**
   * The embeddings of samples, in order.
   *
   * @param progress is told how many of the images not asked for before are done, and of how many
   * @throws DatasetException if one cannot be read, or an image changes meanwhile
   */
  List<float[]> of(List<Sample> samples, Progress progress);

  /** The feature maps of a sample, by a pass of its own; empty if there are none. */
  Optional<INDArray> featureMaps(Sample sample);

  @Override
  void close();

  /** Is told how far it is, of images that were not asked for before; may throw to stop it. */
  interface Progress {
    /** So many were looked at for their content; those that are new are to be embedded. */
    default void read(int done, int total) {}

    /** So many have their embedding, and others are being embedded. */
    void embedded(int done, int total);
  }
}
