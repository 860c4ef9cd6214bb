package org.parfocal.learning.internal.loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;
import org.parfocal.learning.internal.input.Batches;
import org.parfocal.learning.internal.input.RandomStreams;
import org.parfocal.learning.internal.model.Encoder;

/**
 * The epochs of a training in turn. While one is trained, the next has been drawn and its first
 * batch is read, so that the engine does not wait at its beginning.
 */
final class Epochs implements AutoCloseable {
  private final Hyperparameters settings;
  private final TrainingSet training;
  private final RandomStreams streams;
  private final Encoder encoder;
  private final Deque<Epoch> begun = new ArrayDeque<>();
  private int drawn;

  /**
   * An epoch.
   *
   * @param batches rows of each batch
   * @param embeddings of the same batches
   */
  record Epoch(List<List<Sample>> batches, Encoder.Epoch embeddings) {}

  /**
   * Starts with an epoch.
   *
   * @param first from 0; those before it are drawn, too: a draw may depend on what it drew
   */
  Epochs(
      Hyperparameters settings,
      TrainingSet training,
      RandomStreams streams,
      Encoder encoder,
      int first) {
    this.settings = settings;
    this.training = training;
    this.streams = streams;
    this.encoder = encoder;
    while (drawn < first) {
      draw();
    }
  }

  /** The next epoch; whoever asks closes its embeddings. */
  Epoch next() {
    while (begun.size() < 2 && drawn < settings.options().epochs()) {
      int epoch = drawn;
      List<List<Sample>> batches = draw();
      begun.add(new Epoch(batches, encoder.epoch(epoch, batches)));
    }
    return begun.remove();
  }

  private List<List<Sample>> draw() {
    return Batches.draw(training, drawn++, settings.options().batch(), streams);
  }

  /** Puts aside what was begun and not asked for. */
  @Override
  public void close() {
    begun.forEach(epoch -> epoch.embeddings.close());
    begun.clear();
  }
}
