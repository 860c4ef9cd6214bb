package org.parfocal.metric.domain.internal.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.Outcome;
import org.parfocal.api.PairedOutcomes;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;
import org.parfocal.statistics.TestPatients;

/** What the metric {@code scale-response} says of one judge. */
final class ResponseScores {
  private static final String SCALE = "microns-per-pixel";

  private final Judge judge;
  private final ResponseColumns columns;
  private final PatientBootstrap bootstrap;

  ResponseScores(Judge judge, PatientBootstrap bootstrap) {
    this.judge = judge;
    this.columns = ResponseColumns.of(judge);
    this.bootstrap = bootstrap;
  }

  List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    String obstacle = obstacle(outcomes);
    if (!obstacle.isEmpty()) {
      return undefined(obstacle);
    }
    List<String> patients = PairedOutcomes.testPatients(outcomes);
    Response response = response(outcomes, patients);
    if (!response.obstacle().isEmpty()) {
      return undefined(response.obstacle());
    }
    List<StudyScore> scores = new ArrayList<>(alone(response, TestPatients.of(outcomes)));
    PairedOutcomes.of(outcomes, reference).ifPresent(paired -> scores.addAll(differences(paired)));
    return scores;
  }

  private static String obstacle(Collection<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (!outcome.field().name().equals(SCALE)) {
        return "the protocol varies the %s, and not the %s".formatted(outcome.field(), SCALE);
      }
      if (trained(outcome).isEmpty()) {
        return "no training rows of known %s are stored".formatted(SCALE);
      }
    }
    return "";
  }

  private List<StudyScore> undefined(String why) {
    return Stream.of(columns.area(), columns.worst())
        .map(column -> Score.undefined(column.name(), Part.TEST, Score.ALL, why))
        .map(StudyScore::overAll)
        .toList();
  }

  private static String trained(Outcome outcome) {
    return String.join("+", Outcome.byDomain(outcome.part(Part.TRAINING)).keySet());
  }

  private Response response(List<Outcome> outcomes, List<String> patients) {
    Map<Outcome, String> trained = new IdentityHashMap<>();
    outcomes.forEach(outcome -> trained.put(outcome, trained(outcome)));
    return Response.of(judge, trained, outcomes, patients);
  }

  private List<StudyScore> alone(Response response, TestPatients patients) {
    int[] seeds = PatientBootstrap.once(response.seeds().size());
    double[][] point = response.values(PatientBootstrap.once(patients.count()), seeds);
    List<ResponseNumber> numbers = ResponseNumber.of(response, columns, point);
    List<PatientBootstrap.Interval> intervals =
        bootstrap.intervals(
            numbers.size(), patients, weights -> values(numbers, response.values(weights, seeds)));
    return scores(numbers, values(numbers, point), intervals);
  }

  private List<StudyScore> differences(PairedOutcomes paired) {
    List<String> patients = paired.testPatients();
    Response own = response(paired.outcomes(), patients);
    Response other = response(paired.reference(), patients);
    if (!own.isLike(other)) {
      return List.of();
    }
    int seeds = own.seeds().size();
    int[] everybody = PatientBootstrap.once(patients.size());
    int[] every = PatientBootstrap.once(seeds);
    List<ResponseNumber> numbers =
        ResponseNumber.of(own, columns, own.values(everybody, every)).stream()
            .map(number -> number.difference(paired.reference().get(0).variant()))
            .toList();
    String also = seeds > 1 ? " and %d seeds".formatted(seeds) : "";
    List<PatientBootstrap.Interval> intervals =
        bootstrap.intervals(
            Collections.nCopies(numbers.size(), also + ", the same for both"),
            TestPatients.of(paired.all()),
            seeds,
            (weights, ofSeeds) -> minus(numbers, own, other, weights, ofSeeds));
    return scores(numbers, minus(numbers, own, other, everybody, every), intervals);
  }

  private static double[] minus(
      List<ResponseNumber> numbers, Response own, Response other, int[] patients, int[] seeds) {
    double[] these = values(numbers, own.values(patients, seeds));
    double[] those = values(numbers, other.values(patients, seeds));
    Arrays.setAll(these, i -> these[i] - those[i]);
    return these;
  }

  private static double[] values(List<ResponseNumber> numbers, double[][] cells) {
    return numbers.stream().mapToDouble(number -> number.value().of(cells)).toArray();
  }

  private static List<StudyScore> scores(
      List<ResponseNumber> numbers, double[] values, List<PatientBootstrap.Interval> intervals) {
    return IntStream.range(0, values.length)
        .mapToObj(number -> numbers.get(number).score(values[number], intervals.get(number)))
        .toList();
  }
}
