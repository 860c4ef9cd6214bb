package org.parfocal.learning.internal.loop;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.DecidesResult;
import org.parfocal.api.Limits;
import org.parfocal.api.SampleForm;
import org.parfocal.api.SamplesAre;
import org.parfocal.learning.internal.scale.ScalePool;

/** Options of the section {@code training}. */
@ObjectClassDefinition(name = "Training", description = "The training loop of every model")
public @interface TrainingOptions {
  @AttributeDefinition(min = "1", description = "Passes over the training draw")
  int epochs() default 12;

  @AttributeDefinition(
      min = "1",
      max = "65536",
      description =
          "Groups of a draw in each batch (images, pairs, triplets, pyramids); an epoch's batches"
              + " differ by one group at most")
  int batch() default 32;

  @AttributeDefinition(
      description =
          "How gradients change parameters, as torch.optim does: adam (weight decay added to the"
              + " gradient), adamw (weight decay apart from it), or sgd")
  OptimizerName optimiser() default OptimizerName.ADAM;

  @AttributeDefinition(
      min = "0",
      description = "Share of the last velocity that sgd keeps; 0: none")
  @Limits(below = 1)
  double momentum() default 0.9;

  @AttributeDefinition(description = "Whether the momentum of sgd is Nesterov's")
  boolean nesterov() default false;

  @AttributeDefinition(
      min = "0",
      description = "Weight decay of all parameters, those of batch norm and biases included")
  double weight_decay() default 0;

  @AttributeDefinition(
      min = "0",
      description =
          "Gradients whose norm over all parameters of backbone and heads is above this are scaled"
              + " down to it; 0: never")
  double clip_norm() default 0;

  @AttributeDefinition(description = "Learning rate before the schedule lowers it")
  @Limits(above = 0)
  double learning_rate() default 1e-3;

  @AttributeDefinition(
      min = "0",
      description =
          "Epochs, also fractions of one, in which the learning rate of the steps grows in a straight"
              + " line, from 0 at the first step; the schedule begins after them")
  double warm_up_epochs() default 0;

  @AttributeDefinition(
      description =
          "How the learning rate goes on: down to 0 along half a cosine, constant, a tenth of what it"
              + " was after every step-epochs epochs, or times (1 + 10p)^-0.75 at the share p of the"
              + " training (dann, after Ganin et al. 2016)")
  Schedule schedule() default Schedule.COSINE;

  @AttributeDefinition(min = "1", description = "Epochs between two steps of the schedule step")
  int step_epochs() default 8;

  @AttributeDefinition(
      description =
          "Which epoch is kept: the best by this score on the validation samples (ties: by lower"
              + " validation loss), or the last")
  Selection select() default Selection.VALIDATION_AUC;

  @AttributeDefinition(
      description =
          "Whether the head of a frozen backbone is trained once more when an epoch was chosen, anew"
              + " and for as many steps, on training and validation samples together. What is stored"
              + " of validation samples, and thresholds, are of the training before")
  boolean refit() default false;

  @AttributeDefinition(
      min = "1",
      max = "16",
      description =
          "Trainings in each job, from seeds of their own, the first from the job's; predicted is the"
              + " mean of their probabilities, stored the embedding of the first. 1: no ensemble")
  int ensemble() default 1;

  @AttributeDefinition(
      min = "0.1",
      max = "10",
      description =
          "Magnifications over an image's own at which the one backbone embeds it, trained or"
              + " frozen; 1 alone for the image as it is. Several take as many times as long")
  @Limits(minItems = 1, maxItems = 16)
  @SamplesAre(SampleForm.IMAGES)
  double[] scales() default {1};

  @AttributeDefinition(
      description =
          "What is made of the embeddings of several scales: max, the largest number of each"
              + " dimension; mean, their mean")
  ScalePool scale_pool() default ScalePool.MAX;

  @AttributeDefinition(
      min = "0",
      description =
          "Decay d of an exponential moving average of the weights, a = d*a + (1-d)*w after each"
              + " step, which is validated and kept instead of them, for example 0.99; 0 for none."
              + " Statistics of batch norm are averaged, too")
  @Limits(below = 1)
  double weight_average() default 0;

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
  @DecidesResult(false)
  int prefetch() default 1;

  @AttributeDefinition(
      min = "0",
      description =
          "Minutes after which, at the end of an epoch, everything is kept that a job needs to go on"
              + " from there if it is stopped or killed; 0: never")
  @DecidesResult(false)
  double checkpoint() default 10;
}
