package org.parfocal.core.internal.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.Part;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredData.StoredFold;

/** Values chosen so that every mean can be checked by head. */
class UnseenPricesTest {
  private static final List<String> MAGNIFICATIONS = List.of("100X", "200X", "400X");
  private final List<ScoreRow> rows = new ArrayList<>();

  private void scored() {
    add("100X", Part.TEST, "all", 0.80);
    add("200X", Part.TEST, "all", 0.70);
    add("400X", Part.TEST, "all", 0.60);
    add("100X", Part.SEEN, "200X", 0.90);
    add("400X", Part.SEEN, "200X", 0.80);
    add("200X", Part.SEEN, "100X", 0.84);
    add("400X", Part.SEEN, "100X", 0.80);
    add("100X", Part.SEEN, "400X", 0.70);
    add("200X", Part.SEEN, "400X", 0.74);
  }

  @Test
  void aDomainIsComparedWithWhatTheModelsThatSawItScoreThere() {
    scored();
    MetricColumn mine = MetricColumn.of("mine", "mine", Better.LARGER);

    assertThat(value(mine, "mine-seen", "100X")).isEqualTo(0.82, within(1e-12));
    assertThat(value(mine, "mine-lost", "100X")).isEqualTo(0.02, within(1e-12));
    assertThat(value(mine, "mine-lost", "200X")).isEqualTo(0.15, within(1e-12));
    assertThat(value(mine, "mine-seen", "all")).isEqualTo((0.82 + 0.85 + 0.72) / 3, within(1e-12));
    assertThat(value(mine, "mine-lost", "all")).isEqualTo(0.29 / 3, within(1e-12));
    assertThat(prices(mine))
        .allMatch(row -> Double.isNaN(row.score().low()))
        .allMatch(row -> row.score().note().endsWith("no interval: the metric gives none"))
        .hasSize(2 * (1 + 3 + 1));
  }

  @Test
  void whereSmallerIsBetterWhatIsLostHasTheOtherSign() {
    scored();
    MetricColumn loss = MetricColumn.of("mine", "mine", Better.SMALLER);
    assertThat(value(loss, "mine-lost", "200X")).isEqualTo(-0.15, within(1e-12));
  }

  @Test
  void whatAMetricGivesItselfIsLeftAlone() {
    scored();
    rows.add(
        ScoreRow.of("v", StudyScore.overAll(Score.of("mine-seen", Part.SEEN, Score.ALL, 0.5))));
    assertThat(prices(MetricColumn.of("mine", "mine", Better.LARGER))).isEmpty();
  }

  @Test
  void withoutTheSeenPartNothingIsCompared() {
    add("100X", Part.TEST, "all", 0.80);
    assertThat(prices(MetricColumn.of("mine", "mine", Better.LARGER))).isEmpty();
  }

  private double value(MetricColumn column, String metric, String scope) {
    return prices(column).stream()
        .filter(row -> row.seed().equals(StudyScore.ALL_SEEDS))
        .map(ScoreRow::score)
        .filter(score -> score.metric().equals(metric) && score.scope().equals(scope))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private List<ScoreRow> prices(MetricColumn column) {
    return new UnseenPrices("v", data(), rows, List.of(13L)).of(column);
  }

  private void add(String fold, Part part, String scope, double value) {
    rows.add(new ScoreRow("v", fold, false, 13, Score.of("mine", part, scope, value)));
  }

  private static StoredData data() {
    return new StoredData(
        List.of("v"),
        "made up",
        "manifest",
        10,
        4,
        "",
        List.of("benign", "malignant"),
        SampleField.MAGNIFICATION,
        MAGNIFICATIONS,
        MAGNIFICATIONS.stream()
            .map(
                name ->
                    new StoredFold(
                        name,
                        name,
                        1,
                        Stream.of("100X", "200X", "400X").filter(one -> !one.equals(name)).toList(),
                        List.of(name),
                        true,
                        7,
                        3))
            .toList(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
