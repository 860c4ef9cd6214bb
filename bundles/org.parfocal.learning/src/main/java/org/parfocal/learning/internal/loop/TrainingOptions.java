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
          "Optimizer, as torch.optim has it: adam (weight decay added to the gradient), adamw"
              + " (decoupled weight decay), or sgd")
  OptimizerName optimiser() default OptimizerName.ADAM;

  @AttributeDefinition(min = "0", description = "Momentum of sgd; 0: none")
  @Limits(below = 1)
  double momentum() default 0.9;

  @AttributeDefinition(description = "Whether sgd uses Nesterov's momentum")
  boolean nesterov() default false;

  @AttributeDefinition(
      min = "0",
      description = "Weight decay of all parameters, batch norm and biases included")
  double weight_decay() default 0;

  @AttributeDefinition(
      min = "0",
      description =
          "Gradient clipping: largest norm of the gradient over all parameters of backbone and"
              + " heads; 0: none")
  double clip_norm() default 0;

  @AttributeDefinition(description = "Learning rate before the schedule lowers it")
  @Limits(above = 0)
  double learning_rate() default 1e-3;

  @AttributeDefinition(
      min = "0",
      description =
          "Epochs (or a fraction of one) of linear warm-up of the learning rate from 0; the"
              + " schedule begins after them")
  double warm_up_epochs() default 0;

  @AttributeDefinition(
      description =
          "Learning-rate schedule: cosine (to 0 along half a cosine), constant, step (a tenth"
              + " after every step-epochs epochs), or dann (times (1 + 10p)^-0.75 at the share p of the"
              + " training, after Ganin et al. 2016)")
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
          "Members of an ensemble in each job, trained from seeds of their own, the first from the"
              + " job's. The prediction is the mean of their probabilities, the stored embedding that of"
              + " the first. 1: no ensemble")
  int ensemble() default 1;

  @AttributeDefinition(
      min = "0.1",
      max = "10",
      description =
          "Relative magnifications at which the one backbone embeds an image, trained or frozen; 1"
              + " alone for the image as it is. Time grows with their number")
  @Limits(minItems = 1, maxItems = 16)
  @SamplesAre(SampleForm.IMAGES)
  double[] scales() default {1};

  @AttributeDefinition(
      description =
          "How the embeddings of several scales are pooled: max, the maximum of each dimension;"
              + " mean, their mean")
  ScalePool scale_pool() default ScalePool.MAX;

  @AttributeDefinition(
      min = "0",
      description =
          "Decay d of an exponential moving average of the weights, a = d*a + (1-d)*w after each"
              + " step, which is validated and kept instead of the weights, for example 0.99; 0 for"
              + " none. Batch-norm statistics are averaged, too")
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
          "Minutes between checkpoints, which are written at the end of an epoch, and from which a"
              + " job goes on after it was stopped or killed; 0: none")
  @DecidesResult(false)
  double checkpoint() default 10;
}
