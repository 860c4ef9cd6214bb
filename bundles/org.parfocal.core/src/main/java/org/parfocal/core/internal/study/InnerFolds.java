package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.core.InnerFold;
import org.parfocal.core.StudyData;

/**
 * The folds within the training part of each fold that {@code select: leave-one-magnification-out}
 * chooses by. Each holds out one of the domains of training: it trains on the others, picks epochs
 * on the fold's validation patients there, and tests the held-out domain. Where patients have
 * images in several domains, some of the training patients are put aside for the test, the same for
 * all domains, so that no patient is on both sides.
 */
final class InnerFolds {
  /** Where the fold has no validation part whose share could be taken. */
  private static final double SHARE = 0.2;

  private final int classes;
  private final List<InnerFold> folds = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  private InnerFolds(int classes) {
    this.classes = classes;
  }

  /**
   * The data with inner folds.
   *
   * @throws DatasetException if a fold has none
   */
  static StudyData added(StudyData data) {
    InnerFolds inner = new InnerFolds(data.dataset().classes().size());
    data.folds().folds().forEach(inner::add);
    List<String> notes = new ArrayList<>(data.folds().notes());
    notes.addAll(inner.notes);
    FoldPlan folds = new FoldPlan(data.folds().folds(), data.folds().unusable(), notes);
    return new StudyData(data.variants(), data.dataset(), folds, inner.folds);
  }

  private void add(Fold outer) {
    List<String> domains = outer.field().values(outer.training());
    if (domains.size() < 2) {
      throw new DatasetException(
          "Fold %s trains on one %s alone, so select: leave-one-magnification-out has none to leave out; choose by select: validation."
              .formatted(outer.name(), outer.field()));
    }
    if (domains.size() == 2) {
      notes.add(
          "With two values of %s in training, the inner folds of select: leave-one-magnification-out train on one alone: what a method gains from several does not enter the choice, and a method that needs several fails there."
              .formatted(outer.field()));
    }
    Set<String> aside = aside(outer, domains);
    int before = folds.size();
    for (String domain : domains) {
      add(outer, domain, aside);
    }
    if (folds.size() == before) {
      throw new DatasetException(
          "Fold %s has no inner fold in which every class is trained and tested, so select: leave-one-magnification-out cannot choose; choose by select: validation."
              .formatted(outer.name()));
    }
  }

  private void add(Fold outer, String domain, Set<String> aside) {
    List<Sample> training = new ArrayList<>();
    List<Sample> test = new ArrayList<>();
    for (Sample sample : outer.training()) {
      boolean held = domain.equals(outer.field().value(sample));
      boolean tested = aside.isEmpty() ? held : aside.contains(sample.patient());
      if (held && tested) {
        test.add(sample);
      } else if (!held && !tested) {
        training.add(sample);
      }
    }
    if (labels(training) < classes || labels(test) < classes) {
      notes.add(
          "Inner fold %s lacks a class, so the choice goes by the others."
              .formatted(InnerFold.name(outer.name(), domain)));
      return;
    }
    List<Sample> validation =
        outer.validation().stream()
            .filter(sample -> !domain.equals(outer.field().value(sample)))
            .toList();
    Fold fold =
        new Fold(
            InnerFold.name(outer.name(), domain),
            domain,
            outer.repeat(),
            outer.field(),
            training,
            validation,
            test,
            List.of());
    folds.add(new InnerFold(fold, outer.name()));
  }

  /** Training patients who are tested; none where every patient lies in one domain anyway. */
  private static Set<String> aside(Fold outer, Collection<String> domains) {
    Map<String, Set<String>> places = new TreeMap<>();
    Map<String, Set<Integer>> labels = new TreeMap<>();
    for (Sample sample : outer.training()) {
      String domain = outer.field().value(sample);
      if (domain != null && domains.contains(domain)) {
        places.computeIfAbsent(sample.patient(), any -> new HashSet<>()).add(domain);
      }
      labels.computeIfAbsent(sample.patient(), any -> new TreeSet<>()).add(sample.label());
    }
    if (places.values().stream().allMatch(own -> own.size() == 1)) {
      return Set.of();
    }
    int training = outer.patients(Part.TRAINING).size();
    int validation = outer.patients(Part.VALIDATION).size();
    double share = validation == 0 ? SHARE : (double) validation / (training + validation);
    Map<Set<Integer>, List<String>> alike =
        labels.keySet().stream().collect(Collectors.groupingBy(labels::get));
    Set<String> aside = new HashSet<>();
    for (List<String> patients : alike.values()) {
      List<String> shuffled = new ArrayList<>(patients);
      shuffled.sort(Comparator.comparing(patient -> Sha256.of("inner " + patient)));
      long count = Math.max(1, Math.round(share * patients.size()));
      aside.addAll(shuffled.subList(0, (int) Math.min(count, patients.size() - 1L)));
    }
    return aside;
  }

  private static int labels(List<Sample> samples) {
    return (int) samples.stream().map(Sample::label).distinct().count();
  }
}
