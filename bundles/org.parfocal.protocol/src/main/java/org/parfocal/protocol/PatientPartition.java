package org.parfocal.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Divides patients over parts of given shares so that each part holds its share of the images of
 * every class, and of every class in every domain.
 *
 * <p>Patients are whole and may hold images of several classes, so a stratified draw by label is
 * not possible; as in scikit-learn's {@code StratifiedGroupKFold} they are dealt out greedily,
 * large ones first, equal ones in a shuffled order. Several shuffles are tried and the best one is
 * kept; where a part still lacks a class, patients are moved and exchanged as long as that helps.
 */
final class PatientPartition {
  private static final int SHUFFLES = 16;
  private static final int REPAIR_SWEEPS = 8;

  private PatientPartition() {}

  /**
   * Divides the patients of these samples.
   *
   * @param strata of the samples whose patients are divided
   * @param targets what each part should hold
   * @param seed of the shuffles
   * @return the patients of each part
   */
  static List<Set<String>> divide(Strata strata, List<PartTarget> targets, long seed) {
    PatientCounts patients = PatientCounts.of(strata);
    Random random = new Random(seed);
    CandidatePartition best = deal(patients, targets, random);
    for (int shuffle = 1; shuffle < SHUFFLES; shuffle++) {
      CandidatePartition candidate = deal(patients, targets, random);
      if (candidate.cost() < best.cost()) {
        best = candidate;
      }
    }
    repair(best, patients.size());
    List<Set<String>> parts = new ArrayList<>();
    for (int part = 0; part < targets.size(); part++) {
      Set<String> members = new TreeSet<>();
      for (int patient = 0; patient < patients.size(); patient++) {
        if (best.partOf(patient) == part) {
          members.add(patients.patients().get(patient));
        }
      }
      parts.add(members);
    }
    return parts;
  }

  private static CandidatePartition deal(
      PatientCounts patients, List<PartTarget> targets, Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, patients.size()).boxed().toList());
    Collections.shuffle(order, random);
    // Sizes are compared by their power of two: exact sizes would leave nothing to the seed.
    order.sort(
        Comparator.comparingInt(patient -> Integer.numberOfLeadingZeros(patients.images(patient))));
    CandidatePartition partition = new CandidatePartition(patients, targets);
    for (int patient : order) {
      partition.assign(patient, partition.neediest(patient));
    }
    return partition;
  }

  private static void repair(CandidatePartition partition, int patients) {
    double cost = partition.cost();
    boolean better = true;
    for (int sweep = 0;
        better && sweep < REPAIR_SWEEPS && cost >= CandidatePartition.MISSING;
        sweep++) {
      better = false;
      for (int patient = 0; patient < patients; patient++) {
        double after = move(partition, patient, cost);
        for (int other = 0; other < patient; other++) {
          after = exchange(partition, patient, other, after);
        }
        better |= after < cost;
        cost = after;
      }
    }
  }

  private static double move(CandidatePartition partition, int patient, double cost) {
    double least = cost;
    for (int part = 0; part < partition.parts(); part++) {
      int before = partition.partOf(patient);
      if (partition.isWanted(part) && part != before) {
        partition.assign(patient, part);
        double after = partition.cost();
        if (after < least) {
          least = after;
        } else {
          partition.assign(patient, before);
        }
      }
    }
    return least;
  }

  private static double exchange(CandidatePartition partition, int one, int other, double cost) {
    int first = partition.partOf(one);
    int second = partition.partOf(other);
    if (first == second) {
      return cost;
    }
    partition.assign(one, second);
    partition.assign(other, first);
    double after = partition.cost();
    if (after < cost) {
      return after;
    }
    partition.assign(one, first);
    partition.assign(other, second);
    return cost;
  }
}
