package org.parfocal.model.dsml.internal;

import org.parfocal.api.ConfigurationException;

/**
 * What the options mean together.
 *
 * @param projection length k of the projection; 0 for none
 * @param perMagnification whether each magnification has its own branch
 * @param temperature T
 * @param lambda λ, weight of the similarity
 * @param fusedWeight weight of the fused classification
 * @param featureSimilarity whether representations are compared; else class probabilities
 * @param concatenate whether representations are concatenated; else probabilities are averaged
 * @param pyramidInference whether samples of one place are scored together
 * @param views validation pyramids of each class that are drawn
 */
record DsmlSettings(
    int projection,
    boolean perMagnification,
    double temperature,
    double lambda,
    double fusedWeight,
    boolean featureSimilarity,
    boolean concatenate,
    boolean pyramidInference,
    int views) {
  static DsmlSettings of(DsmlOptions options) {
    DsmlSettings settings =
        new DsmlSettings(
            options.projection(),
            options.branches() == DsmlOptions.Branching.PER_MAGNIFICATION,
            options.temperature(),
            options.lambda(),
            options.fused_weight(),
            options.similarity() == DsmlOptions.Compared.FEATURE,
            options.fusion() == DsmlOptions.Fusing.CONCATENATE,
            options.inference() == DsmlOptions.Scored.PYRAMID,
            options.views());
    if (settings.concatenate && settings.pyramidInference && settings.fusedWeight == 0) {
      throw new ConfigurationException(
          "model.fused-weight must be above 0 where model.fusion is concatenate and model.inference"
              + " is pyramid: otherwise nothing would train the fused classifier.");
    }
    return settings;
  }

  /** How many of its magnifications a place must have to be scored as one. */
  int leastTogether(Scales scales) {
    return concatenate ? scales.count() : 2;
  }
}
