package org.parfocal.augmentation.dcgan.internal;

import java.util.List;

/**
 * A generator after its training.
 *
 * @param state of its network, in the order of {@link org.parfocal.nn.Module#state()}
 * @param curve scores of each epoch
 */
record TrainedGenerator(List<float[]> state, List<GanScores> curve) {
  TrainedGenerator {
    state = List.copyOf(state);
    curve = List.copyOf(curve);
  }
}
