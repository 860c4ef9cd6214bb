package org.parfocal.model.dann.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.statistics.Probe;
import org.parfocal.statistics.ProbeAccuracy;

/**
 * How well the domain of held-out patients can be told from their representation: by a fresh linear
 * probe, against which nothing has been trained, and by the discriminator itself. The second alone
 * says little: it falls to chance as well when the discriminator merely lags behind.
 *
 * @param seed of the probe's folds
 */
record DomainProbe(Domains domains, long seed) {
  /**
   * Measures.
   *
   * @param samples of the rows
   * @param representation {@code [n, k]}
   * @return {@code domain-probe-accuracy} beside {@code domain-chance}, the share of the most
   *     frequent domain, and {@code domain-head-accuracy}; without what cannot be measured
   */
  Map<String, Double> observe(
      DomainDiscriminator discriminator, List<Sample> samples, INDArray representation) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    KnownRows known = KnownRows.of(domains, samples);
    if (known.count() == 0) {
      return numbers;
    }
    List<String> patients =
        IntStream.of(known.rows()).mapToObj(row -> samples.get(row).patient()).toList();
    ProbeAccuracy probe =
        Probe.accuracy(matrix(known, representation), known.domains(), patients, seed);
    if (probe.defined()) {
      numbers.put("domain-probe-accuracy", probe.accuracy());
    }
    numbers.put("domain-chance", probe.chance());
    numbers.put("domain-head-accuracy", discriminator.accuracy(known, representation));
    return numbers;
  }

  private static double[][] matrix(KnownRows known, INDArray representation) {
    float[] values = known.gather(representation);
    double[][] matrix = new double[known.count()][values.length / known.count()];
    for (int index = 0; index < values.length; index++) {
      matrix[index / matrix[0].length][index % matrix[0].length] = values[index];
    }
    return matrix;
  }
}
