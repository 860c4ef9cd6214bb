package org.parfocal.model.dsml.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.learning.Inference;
import org.parfocal.nn.FloatTensors;

class InferenceTest {
  private static final int WIDTH = 5;
  private static final int CLASSES = 3;

  @Test
  void scoresAnImageByTheClassifierOfItsMagnification() {
    Scored scored =
        scored(
            options("inference", "single"),
            Samples.of("a", "1", "200X", 0),
            Samples.of("a", "1", "40X", 0));

    scored.isSingle(0, 2);
    scored.isSingle(1, 0);
  }

  @Test
  void scoresAnUnseenMagnificationByTheNearest() {
    Scored scored =
        scored(
            options("inference", "pyramid"),
            Samples.of("a", "1", "400X", 0),
            Samples.of("a", "1", "50X", 0),
            Samples.of("a", null, null, 0));

    scored.isSingle(0, 2);
    scored.isSingle(1, 0);
    scored.isSingle(2, 1);
  }

  @Test
  void scoresEveryImageByTheOneClassifierWhereItIsShared() {
    Scored scored =
        scored(
            Fitting.options("temperature", 0.7),
            Samples.of("a", "1", "400X", 0),
            Samples.of("a", "1", null, 0));

    scored.isSingle(0, 0);
    scored.isSingle(1, 0);
  }

  @Test
  void givesImagesOfOnePlaceItsFusedProbabilities() {
    for (String fusion : List.of("mean", "concatenate")) {
      Scored scored =
          scored(
              options("inference", "pyramid", "fusion", fusion),
              Samples.of("a", "1", "200X", 0),
              Samples.of("b", "1", "40X", 0), // another patient's place of the same name
              Samples.of("a", "1", "40X", 1), // labels are not looked at
              Samples.of("a", "2", "40X", 0),
              Samples.of("a", "1", "100X", 2));

      double[] fused = scored.fused(2, 4, 0);
      for (int row : new int[] {0, 2, 4}) {
        assertThat(scored.probabilities.get(row)).as(fusion).containsExactly(fused, within(1e-6));
      }
      scored.isSingle(1, 0);
      scored.isSingle(3, 0);
    }
  }

  @Test
  void averagesTheMagnificationsThatArePresent() {
    Scored scored =
        scored(
            options("inference", "pyramid"),
            Samples.of("a", "1", "200X", 0),
            Samples.of("a", "1", "40X", 0));

    assertThat(scored.probabilities.get(0)).containsExactly(scored.fused(1, 0), within(1e-6));
    assertThat(scored.probabilities.get(1)).containsExactly(scored.fused(1, 0), within(1e-6));
  }

  @Test
  void needsAllMagnificationsToConcatenateThem() {
    Scored scored =
        scored(
            options("inference", "pyramid", "fusion", "concatenate"),
            Samples.of("a", "1", "200X", 0),
            Samples.of("a", "1", "40X", 0));

    scored.isSingle(0, 2);
    scored.isSingle(1, 0);
  }

  @Test
  void doesNotJudgeAnUnseenMagnificationByTheSeenOnesOfItsPlace() {
    Scored scored =
        scored(
            options("inference", "pyramid"),
            Samples.of("a", "1", "200X", 0),
            Samples.of("a", "1", "400X", 0),
            Samples.of("a", "1", "40X", 0));

    scored.isSingle(1, 2);
    assertThat(scored.probabilities.get(0)).containsExactly(scored.fused(2, 0), within(1e-6));
  }

  @Test
  void countsSeveralImagesOfOneMagnificationOnce() {
    Scored scored =
        scored(
            options("inference", "pyramid"),
            Samples.of("a", "1", "40X", 0),
            Samples.of("a", "1", "40X", 1),
            Samples.of("a", "1", "100X", 0));

    double[] first = scored.single(0, 0);
    double[] second = scored.single(1, 0);
    double[] other = scored.single(2, 1);
    for (int k = 0; k < CLASSES; k++) {
      assertThat(scored.probabilities.get(0)[k])
          .isCloseTo(first[k] / 4 + second[k] / 4 + other[k] / 2, within(1e-6));
    }
  }

  @Test
  void representsAnImageByItsProjection() {
    Sample sample = Samples.of("a", "1", "100X", 0);

    assertThat(scored(options(), sample).representations).isEmpty();
    Scored scored = scored(options("projection", 4), sample);
    assertThat(scored.representations.get(0))
        .containsExactly(scored.naive.representation(scored.rows.row(0), 1), within(1e-6));
  }

  @Test
  void warnsOnceOfImagesThatAreNotScoredTogether() {
    List<String> warnings = new ArrayList<>();
    Silent silent = new Silent();
    try (PyramidModel model = new PyramidModel(silent, Samples.scales(3), 2, warnings::add)) {
      List<Sample> complete = Samples.pyramids(2, 3, 2);
      model.predict(complete);
      assertThat(warnings).isEmpty();

      List<Sample> some = new ArrayList<>(complete);
      some.add(Samples.of("x", "1", "40X", 0));
      some.add(Samples.of("y", null, "40X", 0));
      model.predict(some);
      model.predict(some);
    }

    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).startsWith("2 of 8 images").contains("two or more");
    assertThat(silent.closed).isTrue();
  }

  private static DsmlOptions options(Object... more) {
    List<Object> all =
        new ArrayList<>(List.of("branches", "per-magnification", "temperature", 0.7));
    all.addAll(List.of(more));
    return Fitting.options(all.toArray());
  }

  private static Scored scored(DsmlOptions options, Sample... samples) {
    Scored scored = new Scored();
    scored.rows = new RandomRows(samples.length, WIDTH, 2);
    DsmlObjective objective = new DsmlObjective(options, Samples.scales(3), WIDTH, CLASSES, 11);
    scored.naive = new NaiveLoss(options, objective.state());
    try (INDArray embeddings = scored.rows.matrix()) {
      Inference inference = objective.infer(List.of(samples), embeddings);
      scored.probabilities = rows(inference.probabilities());
      INDArray representation = inference.representation();
      scored.representations = representation == null ? List.of() : rows(representation);
    }
    return scored;
  }

  private static List<double[]> rows(INDArray matrix) {
    double[] values = FloatTensors.readDoubles(matrix);
    int length = (int) matrix.size(1);
    List<double[]> rows = new ArrayList<>();
    for (int start = 0; start < values.length; start += length) {
      rows.add(Arrays.copyOfRange(values, start, start + length));
    }
    return rows;
  }

  /** What came out, and what formulas say. */
  private static final class Scored {
    private RandomRows rows = new RandomRows(0, 0, 0);
    private NaiveLoss naive = new NaiveLoss(options(), Map.of());
    private List<double[]> probabilities = List.of();
    private List<double[]> representations = List.of();

    double[] single(int row, int magnification) {
      return naive.single(rows.row(row), magnification);
    }

    void isSingle(int row, int magnification) {
      assertThat(probabilities.get(row)).containsExactly(single(row, magnification), within(1e-6));
    }

    /** Of the magnifications 0, 1, 2 of these rows; of two rows, 0 and 2. */
    double[] fused(int... ofRows) {
      double[][] p = new double[ofRows.length][];
      double[][] h = new double[ofRows.length][];
      for (int m = 0; m < ofRows.length; m++) {
        int magnification = ofRows.length == 2 ? 2 * m : m;
        p[m] = single(ofRows[m], magnification);
        h[m] = naive.representation(rows.row(ofRows[m]), magnification);
      }
      return naive.fused(p, h);
    }
  }

  private static final class Silent implements TrainedModel {
    private boolean closed;

    @Override
    public List<Output> predict(List<Sample> samples) {
      return List.of();
    }

    @Override
    public void save(Path directory) {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
