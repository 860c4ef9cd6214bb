package org.parfocal.api;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Embeds images by the frozen backbone of a study, as its trainings do. */
@ProviderType
public interface Embedder {
  /**
   * Names architecture and weights, the same on every machine.
   *
   * @throws ConfigurationException if there is no backbone that embeds images and stays as it is
   */
  String encoder();

  /**
   * Embeds images without transforms. What was embedded is in the cache at once, so that a second
   * call goes on where the first was stopped.
   *
   * @param cache as {@link JobContext#cache}
   * @return one vector for each sample, in order, all of one length
   * @throws ConfigurationException as {@link #encoder}
   * @throws DatasetException if an image cannot be read
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  List<float[]> embed(List<Sample> samples, Path cache, Progress progress);

  /** Is told how far it is. */
  @FunctionalInterface
  interface Progress {
    /** So many of the images that were not known before are embedded. */
    void embedded(int done, int total);
  }
}
