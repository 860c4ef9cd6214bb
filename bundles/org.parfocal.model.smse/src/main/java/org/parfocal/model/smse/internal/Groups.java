package org.parfocal.model.smse.internal;

import java.util.Optional;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;

/** The groups that SMSE learns distances from. */
enum Groups {
  /** Anchor and another image. */
  PAIR("pair", 2) {
    @Override
    MetricLoss loss(double margin) {
      return new PairLoss(margin);
    }
  },
  /** Anchor, positive, negative. */
  TRIPLET("triplet", 3) {
    @Override
    MetricLoss loss(double margin) {
      return new TripletLoss(margin);
    }
  };

  private final String label;
  private final int size;

  Groups(String label, int size) {
    this.label = label;
    this.size = size;
  }

  abstract MetricLoss loss(double margin);

  /** Name in configurations and stored models. */
  String label() {
    return label;
  }

  static Optional<Groups> labelled(String label) {
    return Stream.of(values()).filter(groups -> groups.label.equals(label)).findFirst();
  }

  /**
   * The groups of a draw.
   *
   * @param asked {@code auto}, or the label that the draw must fit
   * @param drawn samples in each of its groups
   * @throws ConfigurationException if they do not fit
   */
  static Groups of(String asked, int drawn) {
    Groups groups =
        Stream.of(values())
            .filter(candidate -> candidate.size == drawn)
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "model smse needs pairs or triplets, and the augmentation draws "
                            + (drawn == 1 ? "single images" : "groups of " + drawn)
                            + "; set augmentation: {multiscale: {group: "
                            + (asked.equals("auto") ? "triplet" : asked)
                            + "}}."));
    if (!asked.equals("auto") && !asked.equals(groups.label)) {
      throw new ConfigurationException(
          "model.loss is %s, and the augmentation draws %ss; set augmentation.multiscale.group to %s, or model.loss to auto."
              .formatted(asked, groups.label, asked));
    }
    return groups;
  }
}
