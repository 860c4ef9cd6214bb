package org.parfocal.learning.internal.loop;

/**
 * The learning rate over a training: from 0 in a straight line to its full value at the end of the
 * warm-up, then by the schedule, for which the training begins there.
 *
 * @param full before the schedule lowers it
 * @param schedule how it changes
 * @param epochs of the whole training
 * @param warmUpEpochs of the warm-up, less than all
 * @param stepEpochs between two steps of the schedule {@link Schedule#STEP}
 */
record LearningRate(
    double full, Schedule schedule, int epochs, double warmUpEpochs, int stepEpochs) {

  /**
   * The learning rate of a step.
   *
   * @param progress share of the training that is done before it, 0 to 1
   */
  double at(double progress) {
    double epoch = progress * epochs;
    if (epoch < warmUpEpochs) {
      return full * epoch / warmUpEpochs;
    }
    double rest = epochs - warmUpEpochs;
    return full * schedule.factor((epoch - warmUpEpochs) / rest, rest / stepEpochs);
  }
}
