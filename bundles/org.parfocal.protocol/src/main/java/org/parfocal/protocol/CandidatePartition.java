package org.parfocal.protocol;

import java.util.Arrays;
import java.util.List;

/** Patients given to parts, how far the result is from the wanted shares. */
final class CandidatePartition {
  /** A missing class or an empty part costs more than any imbalance can. */
  static final double MISSING = 100;

  private static final double EMPTY_PART = 1e7;
  private static final double CLASS_MISSING = 1e4;
  private static final double CELL_WEIGHT = 0.25;

  private final PatientCounts patients;
  private final List<PartTarget> targets;
  private final double[] shares;
  private final int[] totals;
  private final int[] partOf;
  private final int[][] images;
  private final int[] members;

  CandidatePartition(PatientCounts patients, List<PartTarget> targets) {
    this.patients = patients;
    this.targets = targets;
    this.shares = targets.stream().mapToDouble(PartTarget::share).toArray();
    this.totals = patients.totals();
    this.partOf = new int[patients.size()];
    Arrays.fill(partOf, -1);
    this.images = new int[shares.length][patients.strata()];
    this.members = new int[shares.length];
  }

  int parts() {
    return shares.length;
  }

  /** Whether a part should hold anything. */
  boolean isWanted(int part) {
    return shares[part] > 0;
  }

  int partOf(int patient) {
    return partOf[patient];
  }

  void assign(int patient, int part) {
    int[] row = patients.counts()[patient];
    int before = partOf[patient];
    if (before >= 0) {
      members[before]--;
      for (int stratum = 0; stratum < row.length; stratum++) {
        images[before][stratum] -= row[stratum];
      }
    }
    members[part]++;
    for (int stratum = 0; stratum < row.length; stratum++) {
      images[part][stratum] += row[stratum];
    }
    partOf[patient] = part;
  }

  /**
   * The part with the greatest need of this patient: the one that would be filled least, relative
   * to its share, half of the patient counted (the rule of Webster and Sainte-Laguë, which favours
   * neither large nor small parts). Images of the patient's own strata and patients count alike.
   */
  int neediest(int patient) {
    int[] row = patients.counts()[patient];
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int part = 0; part < shares.length; part++) {
      if (shares[part] > 0) {
        double fill = imageFill(row, part) + (members[part] + 0.5) / (shares[part] * partOf.length);
        if (fill < least) {
          least = fill;
          best = part;
        }
      }
    }
    return best;
  }

  private double imageFill(int[] row, int part) {
    double fill = 0;
    double weights = 0;
    for (int stratum = 0; stratum < row.length; stratum++) {
      if (row[stratum] > 0) {
        double weight = weight(stratum) * row[stratum];
        fill +=
            weight
                * (images[part][stratum] + row[stratum] / 2.0)
                / (shares[part] * totals[stratum]);
        weights += weight;
      }
    }
    return fill / weights;
  }

  /** Squared distance from the wanted shares, plus what missing classes and empty parts cost. */
  double cost() {
    double cost = 0;
    for (int part = 0; part < shares.length; part++) {
      if (shares[part] > 0) {
        cost += square((double) members[part] / partOf.length - shares[part]);
        cost += members[part] == 0 ? EMPTY_PART * targets.get(part).lackOfClass() : 0;
        for (int stratum = 0; stratum < totals.length; stratum++) {
          cost += stratumCost(part, stratum);
        }
      }
    }
    return cost;
  }

  private double stratumCost(int part, int stratum) {
    if (totals[stratum] == 0) {
      return 0;
    }
    int count = images[part][stratum];
    double cost = weight(stratum) * square((double) count / totals[stratum] - shares[part]);
    if (count == 0) {
      cost +=
          stratum < patients.classes()
              ? CLASS_MISSING * targets.get(part).lackOfClass()
              : MISSING * targets.get(part).lackOfCell();
    }
    return cost;
  }

  private double weight(int stratum) {
    return stratum < patients.classes() ? 1 : CELL_WEIGHT;
  }

  private static double square(double value) {
    return value * value;
  }
}
