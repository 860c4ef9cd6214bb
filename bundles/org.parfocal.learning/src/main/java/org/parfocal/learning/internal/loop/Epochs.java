package org.parfocal.learning.internal.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
  private final int most;
  private final int batch;
  private final TrainingSet training;
  private final RandomStreams streams;
  private final Encoder encoder;
  private final Deque<Epoch> begun = new ArrayDeque<>();
  private final List<Integer> steps = new ArrayList<>();

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
   * @param most epochs
   * @param batch most groups in a batch
   * @param first from 0; those before it are drawn, too: a draw may depend on what it drew
   */
  Epochs(
      int most,
      int batch,
      TrainingSet training,
      RandomStreams streams,
      Encoder encoder,
      int first) {
    this.most = most;
    this.batch = batch;
    this.training = training;
    this.streams = streams;
    this.encoder = encoder;
    while (steps.size() < first) {
      draw();
    }
  }

  /** The next epoch; whoever asks closes its embeddings. */
  Epoch next() {
    while (begun.size() < 2 && steps.size() < most) {
      int epoch = steps.size();
      List<List<Sample>> batches = draw();
      begun.add(new Epoch(batches, encoder.epoch(epoch, batches)));
    }
    return begun.remove();
  }

  private List<List<Sample>> draw() {
    List<List<Sample>> batches = Batches.draw(training, steps.size(), batch, streams);
    steps.add(batches.size());
    return batches;
  }

  /** How many steps the first so many epochs have, which were drawn. */
  int steps(int epochs) {
    return steps.subList(0, epochs).stream().mapToInt(Integer::intValue).sum();
  }

  /** Puts aside what was begun and not asked for. */
  @Override
  public void close() {
    begun.forEach(epoch -> epoch.embeddings.close());
    begun.clear();
  }
}
