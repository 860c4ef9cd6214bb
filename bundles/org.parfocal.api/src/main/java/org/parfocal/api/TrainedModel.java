package org.parfocal.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A fitted model. Not safe for use by several threads at once. */
@ConsumerType
public interface TrainedModel extends AutoCloseable {
  /** Predicts each sample, in order. */
  List<Output> predict(List<Sample> samples);

  /**
   * What this model decides by and a sample does not tell. Asked of samples from outside of a
   * study, whose magnification, for example, nobody may know.
   *
   * @return words that follow "without", for example {@code its magnification}; empty if the sample
   *     can be predicted
   */
  default Optional<String> missing(Sample sample) {
    return Optional.empty();
  }

  /**
   * Where a sample's image speaks for a class.
   *
   * @param label the class
   * @return empty if the model cannot tell
   */
  default Optional<ClassActivation> classActivation(Sample sample, int label) {
    return Optional.empty();
  }

  /** Writes the model into an existing empty directory. */
  void save(Path directory);

  /** Frees native memory; a second call does nothing. */
  @Override
  void close();

  /**
   * What a model says of one sample.
   *
   * @param probabilities one per class, sum 1
   * @param embedding the backbone's output that the decision was made on; length 0 if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // many and large; nobody compares them
  record Output(double[] probabilities, float[] embedding) {}
}
