package org.parfocal.learning;

/**
 * The numbers of one step that are the same for all parameters.
 *
 * @param rule what they belong to
 * @param gradientScale factor of the gradients
 * @param coupledDecay what of a parameter is added to its gradient
 * @param kept what of a parameter is kept before the step: less than 1 with decoupled decay
 * @param momentum μ of SGD
 * @param rate the learning rate; of Adam divided by 1 − β₁ᵗ
 * @param rootFactor 1/√(1 − β₂ᵗ) of Adam
 */
record Coefficients(
    UpdateRule rule,
    float gradientScale,
    float coupledDecay,
    float kept,
    float momentum,
    float rate,
    float rootFactor) {
  static final float BETA_1 = 0.9f;
  static final float BETA_2 = 0.999f;
  static final float EPSILON = 1e-8f;

  /** 1 − β, not rounded from the rounded β. */
  static final float REST_1 = (float) (1 - 0.9);

  static final float REST_2 = (float) (1 - 0.999);

  /**
   * Works them out.
   *
   * @param step from 1
   */
  static Coefficients of(Update update, int step) {
    UpdateRule rule = update.rule();
    boolean adam = rule.method() != UpdateRule.Method.SGD;
    boolean decoupled = rule.method() == UpdateRule.Method.ADAMW;
    return new Coefficients(
        rule,
        (float) update.gradientScale(),
        decoupled ? 0 : (float) rule.weightDecay(),
        decoupled ? (float) (1 - update.learningRate() * rule.weightDecay()) : 1,
        (float) rule.momentum(),
        (float) (adam ? update.learningRate() / (1 - Math.pow(0.9, step)) : update.learningRate()),
        (float) (1 / Math.sqrt(1 - Math.pow(0.999, step))));
  }
}
