package org.parfocal.learning.internal.loop;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Embedder;
import org.parfocal.api.Transform;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Training;
import org.parfocal.learning.internal.input.TestImages;
import org.parfocal.learning.internal.scale.ScalePool;
import org.parfocal.testkit.OptionValues;

/** Options with the defaults of the tests, to be changed one by one. */
final class TestTraining {
  static final Transform NO_TRANSFORM = (rgb, offset, size, random) -> {};

  int epochs = 6;
  int batch = 8;
  OptimizerName optimiser = OptimizerName.ADAM;
  double momentum = 0.9;
  boolean nesterov;
  double weightDecay;
  double clipNorm;
  double learningRate = 0.05;
  double warmUpEpochs;
  Schedule schedule = Schedule.COSINE;
  int stepEpochs = 8;
  Selection select = Selection.VALIDATION_AUC;
  boolean refit;
  int patience;
  int prefetch = 1;
  double weightAverage;
  int ensemble = 1;
  double[] scales = {1};
  double checkpoint = 10;
  Transform transform = NO_TRANSFORM;
  TestImages images = new TestImages(6);

  Training service() {
    return new TrainingService(options(), images, List.of(transform), null);
  }

  Embedder embedder(@Nullable BackboneProvider backbone) {
    return new TrainingService(options(), images, List.of(transform), backbone);
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

  TrainingOptions options() {
    return OptionValues.of(
        TrainingOptions.class,
        Map.ofEntries(
            Map.entry("epochs", epochs),
            Map.entry("batch", batch),
            Map.entry("optimiser", optimiser),
            Map.entry("momentum", momentum),
            Map.entry("nesterov", nesterov),
            Map.entry("weight_decay", weightDecay),
            Map.entry("clip_norm", clipNorm),
            Map.entry("learning_rate", learningRate),
            Map.entry("warm_up_epochs", warmUpEpochs),
            Map.entry("schedule", schedule),
            Map.entry("step_epochs", stepEpochs),
            Map.entry("select", select),
            Map.entry("refit", refit),
            Map.entry("patience", patience),
            Map.entry("prefetch", prefetch),
            Map.entry("weight_average", weightAverage),
            Map.entry("ensemble", ensemble),
            Map.entry("scales", scales),
            Map.entry("scale_pool", ScalePool.MAX),
            Map.entry("checkpoint", checkpoint)));
  }
}
