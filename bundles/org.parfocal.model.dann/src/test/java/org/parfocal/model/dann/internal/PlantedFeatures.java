package org.parfocal.model.dann.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;
import org.parfocal.testkit.NoPixels;
import org.parfocal.testkit.learning.PlantedImages;

/**
 * Images whose bytes are features of which it is known what they tell: (y − ½)·class direction +
 * the domain's place + a patient's place + noise of deviation 1 in each dimension. Two domains lie
 * on a line, three in a plane; the class direction is not at right angles to it.
 */
final class PlantedFeatures extends PlantedImages {
  private static final int EDGE = 4;
  static final int DIMENSIONS = EDGE * EDGE * 3;

  /** Bytes for one deviation of the noise. */
  private static final double SCALE = 12;

  private static final double CLASS_DISTANCE = 3.5;
  private static final double DOMAIN_DISTANCE = 2.5;
  private static final double COSINE = 0.5;

  private static final List<String> MAGNIFICATIONS = List.of("40X", "100X", "200X");

  private final double[] classDirection;
  private final double[][] domainPlaces;

  /**
   * Plants directions.
   *
   * @param domains 2 or 3
   */
  PlantedFeatures(int domains, long seed) {
    super(EDGE);
    Random random = new Random(seed);
    double[] first = unit(random);
    double[] second = orthogonal(unit(random), first);
    double[] third = orthogonal(orthogonal(unit(random), first), second);
    classDirection = new double[DIMENSIONS];
    domainPlaces = new double[domains][DIMENSIONS];
    for (int k = 0; k < DIMENSIONS; k++) {
      classDirection[k] = COSINE * first[k] + Math.sqrt(1 - COSINE * COSINE) * third[k];
      for (int domain = 0; domain < domains; domain++) {
        double angle = 2 * Math.PI * domain / domains;
        domainPlaces[domain][k] =
            DOMAIN_DISTANCE * (Math.cos(angle) * first[k] + Math.sin(angle) * second[k]);
      }
    }
  }

  /** Every patient in every domain; half of the patients have class 1. */
  static List<Sample> cohort(String prefix, int patients, int domains, int each) {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < patients; patient++) {
      for (int domain = 0; domain < domains; domain++) {
        for (int index = 0; index < each; index++) {
          String name = prefix + patient;
          samples.add(
              sample(
                  name + "/" + domain + "/" + index,
                  patient % 2,
                  name,
                  MAGNIFICATIONS.get(domain)));
        }
      }
    }
    return samples;
  }

  static Sample sample(String id, int label, String patient, @Nullable String magnification) {
    return new Sample(
        id,
        new NoPixels(id),
        label,
        patient,
        patient,
        magnification,
        OptionalDouble.empty(),
        null,
        Map.of("institute", "institute of " + patient));
  }

  @Override
  protected double[] planted(Sample sample) {
    Random noise = new Random(sample.id().hashCode() * 31L);
    Random patient = new Random(sample.patient().hashCode() * 17L);
    int domain =
        sample.magnification() == null ? -1 : MAGNIFICATIONS.indexOf(sample.magnification());
    double[] values = new double[DIMENSIONS];
    for (int k = 0; k < DIMENSIONS; k++) {
      double value =
          (sample.label() - 0.5) * CLASS_DISTANCE * classDirection[k]
              + (domain < 0 ? 0 : domainPlaces[domain][k])
              + 0.2 * patient.nextGaussian()
              + noise.nextGaussian();
      values[k] = 128 + SCALE * value;
    }
    return values;
  }

  private static double[] unit(Random random) {
    double[] vector = random.doubles(DIMENSIONS).map(value -> value - 0.5).toArray();
    return scaled(vector);
  }

  /** What is left of a vector beside a unit vector. */
  private static double[] orthogonal(double[] vector, double[] direction) {
    double product = 0;
    for (int k = 0; k < DIMENSIONS; k++) {
      product += vector[k] * direction[k];
    }
    double[] rest = new double[DIMENSIONS];
    for (int k = 0; k < DIMENSIONS; k++) {
      rest[k] = vector[k] - product * direction[k];
    }
    return scaled(rest);
  }

  private static double[] scaled(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double[] unit = vector.clone();
    for (int k = 0; k < unit.length; k++) {
      unit[k] /= Math.sqrt(squares);
    }
    return unit;
  }
}
