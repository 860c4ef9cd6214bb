package org.parfocal.model.smse.internal;

import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;

/**
 * What the options mean together.
 *
 * @param loss {@code auto} or the label of {@link Groups}
 * @param weighted whether classes weigh by their share of the training images
 */
record Settings(
    String loss,
    int embeddingSize,
    double margin,
    double metricWeight,
    ClassificationForm form,
    double alpha,
    double gamma,
    boolean weighted) {
  static Settings of(SmseModel.Options options) {
    ClassificationForm form = options.classification_loss();
    return new Settings(
        Choice.name(options.loss()),
        options.embedding_size(),
        options.margin(),
        options.metric_weight(),
        form,
        alpha(form, options.alpha()),
        options.gamma() < 0 ? form.usualGamma() : options.gamma(),
        weighted(form, options.class_weights()));
  }

  SmseObjective objective(int inputs, Learnt learnt, long seed) {
    double[] weights = learnt.weights();
    return new SmseObjective(
        inputs,
        embeddingSize,
        weights.length,
        learnt.groups().loss(margin),
        metricWeight,
        new ClassificationLoss(form, alpha, gamma, weights),
        seed);
  }

  private static boolean weighted(ClassificationForm form, SmseModel.Weighting asked) {
    return switch (asked) {
      case AUTO -> form.reinforced();
      case TRAINING_SHARE -> true;
      case NONE -> false;
    };
  }

  private static double alpha(ClassificationForm form, double given) {
    if (given < 0) {
      return form.usualAlpha();
    }
    if (form == ClassificationForm.FOCAL && given > 1) {
      throw new ConfigurationException(
          "model.alpha must be from 0 to 1 for the focal loss, it is " + given + ".");
    }
    return given;
  }
}
