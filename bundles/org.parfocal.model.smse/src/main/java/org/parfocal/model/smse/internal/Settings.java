package org.parfocal.model.smse.internal;

import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;

/**
 * Checked options.
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
  private static final int LARGEST_EMBEDDING = 4096;

  static Settings of(SmseModel.Options options) {
    ClassificationForm form =
        Choice.of(
            ClassificationForm.class, "model.classification-loss", options.classification_loss());
    String weights =
        Choice.of("model.class-weights", options.class_weights(), "auto", "training-share", "none");
    if (options.embedding_size() < 1 || options.embedding_size() > LARGEST_EMBEDDING) {
      throw new ConfigurationException(
          "model.embedding-size must be from 1 to %d, it is %d."
              .formatted(LARGEST_EMBEDDING, options.embedding_size()));
    }
    return new Settings(
        Choice.of("model.loss", options.loss(), "auto", "pair", "triplet"),
        options.embedding_size(),
        above(options.margin()),
        from("metric-weight", options.metric_weight()),
        form,
        alpha(form, options.alpha()),
        options.gamma() < 0 ? form.usualGamma() : from("gamma", options.gamma()),
        weights.equals("auto") ? form.reinforced() : weights.equals("training-share"));
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

  private static double alpha(ClassificationForm form, double given) {
    if (given < 0) {
      return form.usualAlpha();
    }
    if (form == ClassificationForm.FOCAL && !(given <= 1)) {
      throw new ConfigurationException(
          "model.alpha must be from 0 to 1 for the focal loss, it is " + given + ".");
    }
    return from("alpha", given);
  }

  private static double above(double margin) {
    if (!(margin > 0) || Double.isInfinite(margin)) {
      throw new ConfigurationException("model.margin must be above 0, it is " + margin + ".");
    }
    return margin;
  }

  private static double from(String option, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new ConfigurationException(
          "model." + option + " must be a number from 0, it is " + value + ".");
    }
    return value;
  }
}
