package org.parfocal.metric.domain.internal.scale;

import java.util.List;
import org.parfocal.statistics.LabelledRows;
import org.parfocal.statistics.LinearModel;
import org.parfocal.statistics.LogisticRegression;
import org.parfocal.statistics.Standardisation;

/** L2 logistic regression on standardised rows. */
final class LogisticProbe extends Probe {
  private final double c;

  /**
   * With a penalty.
   *
   * @param c weight of the losses against it
   */
  LogisticProbe(double c) {
    this.c = c;
  }

  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public String heading() {
    return "logistic ";
  }

  @Override
  public String description() {
    return "by a logistic regression on the embeddings of the training images";
  }

  @Override
  List<Fitted> fit(LabelledRows training, List<String> classes, String fold) {
    Standardisation standardisation = Standardisation.of(training.rows());
    LinearModel model =
        LogisticRegression.l2(c)
            .fit(standardisation.apply(training.rows()), training.labels(), classes.size());
    return List.of(row -> model.probabilities(standardisation.apply(row)));
  }
}
