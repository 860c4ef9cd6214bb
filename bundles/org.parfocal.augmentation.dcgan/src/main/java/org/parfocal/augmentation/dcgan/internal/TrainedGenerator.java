package org.parfocal.augmentation.dcgan.internal;

import java.util.List;

/**
 * A generator after its training.
 *
 * @param state of its network, see {@link Network#state()}
 * @param curve scores of each epoch
 */
record TrainedGenerator(List<float[]> state, List<EpochScores> curve) {
  TrainedGenerator {
    state = List.copyOf(state);
    curve = List.copyOf(curve);
  }
}
