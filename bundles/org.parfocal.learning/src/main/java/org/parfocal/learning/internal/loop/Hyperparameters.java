package org.parfocal.learning.internal.loop;

import org.parfocal.api.Choice;
import org.parfocal.learning.UpdateRule;
import org.parfocal.learning.UpdateRule.Method;

/**
 * The training section, checked.
 *
 * @param epochs number of epochs
 * @param batch groups of a draw in each batch
 * @param rule of the optimiser
 * @param learningRate over the training
 * @param clipNorm global norm that gradients are clipped to; 0 for no clipping
 * @param selection which epoch is kept
 * @param patience epochs without improvement after which the training stops; 0 for never
 * @param prefetch threads that read and transform images
 */
record Hyperparameters(
    int epochs,
    int batch,
    UpdateRule rule,
    LearningRate learningRate,
    double clipNorm,
    Selection selection,
    int patience,
    int prefetch) {

  static Hyperparameters of(TrainingOptions options) {
    OptionCheck.require(options);
    Method method = Choice.of(Method.class, "training.optimiser", options.optimiser());
    return new Hyperparameters(
        options.epochs(),
        options.batch(),
        new UpdateRule(
            method,
            method == Method.SGD ? options.momentum() : 0,
            options.nesterov(),
            options.weight_decay()),
        new LearningRate(
            options.learning_rate(),
            Choice.of(Schedule.class, "training.schedule", options.schedule()),
            options.epochs(),
            options.warm_up_epochs(),
            options.step_epochs()),
        options.clip_norm(),
        Choice.of(Selection.class, "training.select", options.select()),
        options.patience(),
        options.prefetch());
  }
}
