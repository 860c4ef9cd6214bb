package org.parfocal.learning.internal;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Transform;
import org.parfocal.learning.Training;

/** Options with the defaults of the tests, to be changed one by one. */
final class TestTraining {
  static final Transform NO_TRANSFORM = (rgb, offset, size, random) -> {};

  int epochs = 6;
  int batch = 8;
  String optimiser = "adam";
  double momentum = 0.9;
  boolean nesterov;
  double weightDecay;
  double clipNorm;
  double learningRate = 0.05;
  double warmUpEpochs;
  String schedule = "cosine";
  int stepEpochs = 8;
  String select = "validation-auc";
  int patience;
  int prefetch = 1;
  Transform transform = NO_TRANSFORM;
  TestImages images = new TestImages(6);

  Training service() {
    return new TrainingService(options(), images, transform);
  }

  /** Every sample once an epoch, in an order that depends on chance. */
  static TrainingSet set(List<Sample> samples) {
    return new TrainingSet(
        samples,
        2,
        1,
        (epoch, random) -> {
          List<List<Sample>> groups = new ArrayList<>(samples.stream().map(List::of).toList());
          Collections.shuffle(groups, new Random(random.nextLong()));
          return groups;
        });
  }

  /** Adds noise to every byte. */
  static Transform noise() {
    return (rgb, offset, size, random) -> {
      SplittableRandom own = new SplittableRandom(random.nextLong());
      for (int index = offset; index < offset + size * size * 3; index++) {
        rgb[index] = (byte) Math.min(255, (rgb[index] & 0xff) + own.nextInt(20));
      }
    };
  }

  @SuppressWarnings("BadAnnotationImplementation") // nobody compares them
  TrainingOptions options() {
    return new TrainingOptions() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return TrainingOptions.class;
      }

      @Override
      public int epochs() {
        return epochs;
      }

      @Override
      public int batch() {
        return batch;
      }

      @Override
      public String optimiser() {
        return optimiser;
      }

      @Override
      public double momentum() {
        return momentum;
      }

      @Override
      public boolean nesterov() {
        return nesterov;
      }

      @Override
      public double weight_decay() {
        return weightDecay;
      }

      @Override
      public double clip_norm() {
        return clipNorm;
      }

      @Override
      public double learning_rate() {
        return learningRate;
      }

      @Override
      public double warm_up_epochs() {
        return warmUpEpochs;
      }

      @Override
      public String schedule() {
        return schedule;
      }

      @Override
      public int step_epochs() {
        return stepEpochs;
      }

      @Override
      public String select() {
        return select;
      }

      @Override
      public int patience() {
        return patience;
      }

      @Override
      public int prefetch() {
        return prefetch;
      }
    };
  }
}
