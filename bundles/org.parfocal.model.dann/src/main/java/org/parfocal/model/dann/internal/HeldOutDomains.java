package org.parfocal.model.dann.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.statistics.GroupedAccuracy;
import org.parfocal.statistics.Probe;

/**
 * How well the domain of held-out patients can be told from their representation: by a fresh linear
 * probe, which no adversary has been trained against, and by the domain classifier itself. The
 * second alone says little: it falls to chance as well when the classifier is merely outrun.
 *
 * @param seed of the probe's folds
 */
record HeldOutDomains(Domains domains, long seed) {
  /**
   * Measures.
   *
   * @param samples of the rows
   * @param representation {@code [n, k]}
   * @return {@code domain-probe-accuracy} beside {@code domain-chance}, the share of the most
   *     frequent domain, and {@code domain-head-accuracy}; without what cannot be measured
   */
  Map<String, Double> observe(Adversary adversary, List<Sample> samples, INDArray representation) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    KnownRows known = KnownRows.of(domains, samples);
    if (known.count() == 0) {
      return numbers;
    }
    GroupedAccuracy probe =
        Probe.accuracy(
            rows(known.gather(representation), known.count()),
            known.labels(),
            IntStream.range(0, known.count())
                .mapToObj(index -> samples.get(known.row(index)).patient())
                .toList(),
            seed);
    if (probe.defined()) {
      numbers.put("domain-probe-accuracy", probe.accuracy());
    }
    numbers.put("domain-chance", probe.chance());
    numbers.put("domain-head-accuracy", adversary.accuracy(samples, representation));
    return numbers;
  }

  private static double[][] rows(float[] values, int count) {
    double[][] rows = new double[count][values.length / count];
    Arrays.setAll(
        rows,
        row -> {
          double[] target = rows[row];
          Arrays.setAll(target, k -> values[row * target.length + k]);
          return target;
        });
    return rows;
  }
}
