package org.parfocal.learning.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Options of the section {@code training}. */
@ObjectClassDefinition(name = "Training", description = "The training loop of every model")
@interface TrainingOptions {
  @AttributeDefinition(min = "1", description = "Passes over the training draw")
  int epochs() default 12;

  @AttributeDefinition(
      min = "1",
      max = "65536",
      description =
          "Groups of a draw in each batch (images, pairs, triplets, pyramids); an epoch's batches"
              + " differ by one group at most")
  int batch() default 32;

  @AttributeDefinition(min = "0", description = "Learning rate of the first step, above 0")
  double learning_rate() default 1e-3;

  @AttributeDefinition(
      description =
          "How the learning rate goes on: down to 0 along half a cosine, constant, or a tenth of what"
              + " it was after every step-epochs epochs",
      options = {
        @Option(label = "cosine", value = "cosine"),
        @Option(label = "constant", value = "constant"),
        @Option(label = "step", value = "step")
      })
  String schedule() default "cosine";

  @AttributeDefinition(min = "1", description = "Epochs between two steps of the schedule step")
  int step_epochs() default 8;

  @AttributeDefinition(
      description =
          "Which epoch is kept: the best by this score on the validation samples (ties: by lower"
              + " validation loss), or the last",
      options = {
        @Option(label = "validation-auc", value = "validation-auc"),
        @Option(label = "validation-loss", value = "validation-loss"),
        @Option(label = "validation-balanced-accuracy", value = "validation-balanced-accuracy"),
        @Option(label = "last", value = "last")
      })
  String select() default "validation-auc";

  @AttributeDefinition(
      min = "0",
      description = "Stops after so many epochs without a better validation score; 0: never")
  int patience() default 0;

  @AttributeDefinition(
      min = "1",
      max = "64",
      description =
          "Threads that read and transform images while the network trains; one is ahead of it once"
              + " images are decoded, more shorten the first epoch, which decodes them")
  int prefetch() default 1;
}
