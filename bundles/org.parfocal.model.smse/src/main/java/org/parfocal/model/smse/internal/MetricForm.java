package org.parfocal.model.smse.internal;

import java.util.Optional;
import java.util.stream.Stream;
import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;

/** Which metric loss is asked for, and with that which groups it learns distances from. */
enum MetricForm {
  /** The one for what the augmentation draws. */
  AUTO,
  /** Anchor and another image. */
  PAIR,
  /** Anchor, positive, negative. */
  TRIPLET;

  /** The loss; not of {@link #AUTO}. */
  MetricLoss loss(double margin) {
    return this == PAIR ? new PairLoss(margin) : new TripletLoss(margin);
  }

  /** Name in configurations and stored models. */
  String label() {
    return Choice.name(this);
  }

  /** The form that a stored model names; none if it is no form that can be computed. */
  static Optional<MetricForm> stored(String label) {
    return Stream.of(PAIR, TRIPLET).filter(form -> form.label().equals(label)).findFirst();
  }

  /**
   * The form for the groups of a draw.
   *
   * @param drawn samples in each of its groups
   * @throws ConfigurationException if they do not fit
   */
  MetricForm of(int drawn) {
    if (drawn != 2 && drawn != 3) {
      throw new ConfigurationException(
          "model smse needs pairs or triplets, and the augmentation draws "
              + (drawn == 1 ? "single images" : "groups of " + drawn)
              + "; set augmentation: {multiscale: {group: "
              + (this == AUTO ? TRIPLET : this).label()
              + "}}.");
    }
    MetricForm form = drawn == 2 ? PAIR : TRIPLET;
    if (this != AUTO && this != form) {
      throw new ConfigurationException(
          "model.loss is %s, and the augmentation draws %ss; set augmentation.multiscale.group to %s, or model.loss to auto."
              .formatted(label(), form.label(), label()));
    }
    return form;
  }
}
