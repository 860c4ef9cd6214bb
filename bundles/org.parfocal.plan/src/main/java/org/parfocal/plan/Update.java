package org.parfocal.plan;

/** One step of an optimizer with its numbers worked out, as torch.optim has the methods. */
public sealed interface Update {
  /** How many numbers the method keeps for each parameter from step to step. */
  int moments();

  /**
   * Stochastic gradient descent.
   *
   * @param scale factor of the gradients
   * @param decay what of a parameter is added to its gradient
   * @param rate the learning rate
   */
  record Sgd(double scale, double decay, double momentum, boolean nesterov, double rate)
      implements Update {
    @Override
    public int moments() {
      return momentum > 0 ? 1 : 0;
    }
  }

  /**
   * Adam or AdamW.
   *
   * @param scale factor of the gradients
   * @param decay what of a parameter is added to its gradient
   * @param kept what of a parameter is kept before the step: less than 1 with decoupled decay
   * @param rate the learning rate
   * @param count of the step, from 1
   */
  record Adam(
      double scale,
      double decay,
      double kept,
      double beta1,
      double beta2,
      double epsilon,
      double rate,
      int count)
      implements Update {
    @Override
    public int moments() {
      return 2;
    }
  }
}
