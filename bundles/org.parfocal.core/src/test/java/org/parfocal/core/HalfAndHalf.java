package org.parfocal.core;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/**
 * A protocol simple enough to check by hand: each magnification, or each value of another field, is
 * held out; the first half of the patients trains and the other half is tested, then the other way
 * round where two folds of each are wanted.
 */
record HalfAndHalf(int foldsOfEach, List<UnusableFold> unusable, SampleField field)
    implements Protocol {
  HalfAndHalf(int foldsOfEach) {
    this(foldsOfEach, List.of());
  }

  HalfAndHalf(int foldsOfEach, List<UnusableFold> unusable) {
    this(foldsOfEach, unusable, SampleField.MAGNIFICATION);
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    List<String> patients =
        dataset.samples().stream().map(Sample::patient).distinct().sorted().toList();
    List<String> first = patients.subList(0, patients.size() / 2);
    List<Fold> folds = new ArrayList<>();
    for (String domain : field.values(dataset.samples())) {
      for (int number = 1; number <= foldsOfEach; number++) {
        boolean swapped = number == 2;
        List<Sample> training = new ArrayList<>();
        List<Sample> test = new ArrayList<>();
        List<Sample> seen = new ArrayList<>();
        for (Sample sample : dataset.samples()) {
          boolean tested = first.contains(sample.patient()) == swapped;
          boolean held = domain.equals(field.value(sample));
          if (tested) {
            (held ? test : seen).add(sample);
          } else if (!held) {
            training.add(sample);
          }
        }
        String name = foldsOfEach == 1 ? domain : domain + "-" + number;
        folds.add(new Fold(name, domain, field, training, List.of(), test, seen));
      }
    }
    return new FoldPlan(folds, unusable, List.of("a note of the protocol"));
  }
}
