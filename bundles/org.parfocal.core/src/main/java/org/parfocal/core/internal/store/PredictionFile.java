package org.parfocal.core.internal.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.core.text.Csv;

/**
 * {@code predictions.csv}: one row a prediction, columns sample, patient, magnification, domain,
 * part, label and {@code p_<class>} for each class. Numbers are written so that they read back
 * exactly.
 */
public final class PredictionFile {
  private static final int FIXED_COLUMNS = 6;
  private static final int PART = 4;

  private PredictionFile() {}

  /** The file's text. */
  public static String text(List<Prediction> predictions, List<String> classes) {
    return Csv.text(header(classes), predictions.stream().map(one -> cells(one, classes)).toList());
  }

  private static List<@Nullable Object> cells(Prediction prediction, List<String> classes) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(prediction.sample());
    cells.add(prediction.patient());
    cells.add(prediction.magnification());
    cells.add(prediction.domain());
    cells.add(prediction.part().label());
    cells.add(classes.get(prediction.label()));
    cells.addAll(prediction.probabilities());
    return cells;
  }

  /**
   * Reads the text again.
   *
   * @param fold the fold that was predicted
   * @throws IOException if it is not what {@link #text} writes for these classes
   */
  public static List<Prediction> parse(String text, String fold, List<String> classes)
      throws IOException {
    return parse(text, fold, classes, EnumSet.allOf(Part.class));
  }

  /**
   * The same for the rows of some parts; the others are passed over.
   *
   * @throws IOException if it is not what {@link #text} writes for these classes
   */
  static List<Prediction> parse(String text, String fold, List<String> classes, Set<Part> parts)
      throws IOException {
    List<List<String>> rows = Csv.parse(text);
    if (rows.isEmpty() || !rows.get(0).equals(header(classes))) {
      throw new IOException("its columns are not those of these classes");
    }
    List<Prediction> predictions = new ArrayList<>();
    for (int row = 1; row < rows.size(); row++) {
      try {
        List<String> cells = rows.get(row);
        if (cells.size() != FIXED_COLUMNS + classes.size()) {
          throw new IllegalArgumentException("the number of cells is wrong");
        }
        if (parts.contains(Part.of(cells.get(PART)))) {
          predictions.add(prediction(cells, fold, classes));
        }
      } catch (IllegalArgumentException | ParfocalException e) {
        throw new IOException("line %d: %s".formatted(row + 1, e.getMessage()), e);
      }
    }
    return predictions;
  }

  private static Prediction prediction(List<String> cells, String fold, List<String> classes) {
    int label = classes.indexOf(Csv.restored(cells.get(5)));
    if (label < 0) {
      throw new IllegalArgumentException("the class is unknown");
    }
    return new Prediction(
        fold,
        Csv.restored(cells.get(0)),
        Csv.restored(cells.get(1)),
        unlessEmpty(cells.get(2)),
        unlessEmpty(cells.get(3)),
        Part.of(cells.get(PART)),
        label,
        cells.subList(FIXED_COLUMNS, cells.size()).stream().map(Double::valueOf).toList());
  }

  private static @Nullable String unlessEmpty(String cell) {
    return cell.isEmpty() ? null : Csv.restored(cell);
  }

  private static List<String> header(List<String> classes) {
    return Stream.concat(
            Stream.of("sample", "patient", "magnification", "domain", "part", "label"),
            classes.stream().map(name -> "p_" + name))
        .toList();
  }
}
