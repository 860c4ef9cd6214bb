package org.parfocal.core;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.text.JsonObject;

/**
 * A number of a study: a row of {@code results.csv}, {@code results.json} and {@code --json}.
 *
 * @param variant variant name
 * @param fold fold or pool name, or {@link StudyScore#ALL_FOLDS}
 * @param pooled whether the row is of several jobs: of the pooled predictions of a pool of folds,
 *     or over all folds or seeds
 * @param seed a seed as text, or {@link StudyScore#ALL_SEEDS}
 * @param score the number
 */
public record ScoreRow(String variant, String fold, boolean pooled, String seed, Score score) {
  private static final Map<String, Function<ScoreRow, Object>> CELLS = cells();

  /** A row of one seed. */
  public ScoreRow(String variant, String fold, boolean pooled, long seed, Score score) {
    this(variant, fold, pooled, Long.toString(seed), score);
  }

  /** A row of a number that a study metric gave. */
  public static ScoreRow of(String variant, StudyScore given) {
    boolean pooled =
        given.fold().equals(StudyScore.ALL_FOLDS) || given.seed().equals(StudyScore.ALL_SEEDS);
    return new ScoreRow(variant, given.fold(), pooled, given.seed(), given.score());
  }

  /** The same row, with something more to say. */
  public ScoreRow noted(String sentence) {
    String note = score.note().isEmpty() ? sentence : score.note() + "; " + sentence;
    return new ScoreRow(
        variant,
        fold,
        pooled,
        seed,
        new Score(
            score.metric(),
            score.part(),
            score.scope(),
            score.value(),
            score.low(),
            score.high(),
            note));
  }

  /**
   * The row as every file and the terminal write it: cells by column. A number that does not exist
   * is NaN.
   */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    CELLS.forEach((column, cell) -> members.put(column, cell.apply(this)));
    return members;
  }

  /**
   * The row of these {@link #members()}.
   *
   * @throws IOException if one is missing or of the wrong type
   * @throws IllegalArgumentException if there is no such part
   */
  public static ScoreRow parse(JsonObject json) throws IOException {
    return new ScoreRow(
        json.text("variant"),
        json.text("fold"),
        json.flag("pooled"),
        json.text("seed"),
        new Score(
            json.text("metric"),
            Part.of(json.text("part")),
            json.text("scope"),
            json.numberOrNaN("value"),
            json.numberOrNaN("low"),
            json.numberOrNaN("high"),
            json.text("note")));
  }

  /** The names of the columns, in their order. */
  public static List<String> columns() {
    return List.copyOf(CELLS.keySet());
  }

  private static Map<String, Function<ScoreRow, Object>> cells() {
    Map<String, Function<ScoreRow, Object>> cells = new LinkedHashMap<>();
    cells.put("variant", ScoreRow::variant);
    cells.put("fold", ScoreRow::fold);
    cells.put("pooled", ScoreRow::pooled);
    cells.put("seed", ScoreRow::seed);
    cells.put("metric", row -> row.score.metric());
    cells.put("part", row -> row.score.part().label());
    cells.put("scope", row -> row.score.scope());
    cells.put("value", row -> row.score.value());
    cells.put("low", row -> row.score.low());
    cells.put("high", row -> row.score.high());
    cells.put("note", row -> row.score.note());
    return cells;
  }
}
