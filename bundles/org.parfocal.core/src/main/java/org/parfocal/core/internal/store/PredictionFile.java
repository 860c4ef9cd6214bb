package org.parfocal.core.internal.store;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;

/**
 * {@code predictions.csv}: one row a prediction, columns sample, patient, magnification, part,
 * label and {@code p_<class>} for each class. Numbers are written so that they read back exactly.
 */
public final class PredictionFile {
  private static final int FIXED_COLUMNS = 5;

  private PredictionFile() {}

  /** The file's text. */
  public static String text(List<Prediction> predictions, List<String> classes) {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, CsvText.FORMAT)) {
      printer.printRecord(header(classes));
      for (Prediction prediction : predictions) {
        List<String> row = new ArrayList<>();
        row.add(CsvText.guarded(prediction.sample()));
        row.add(CsvText.guarded(prediction.patient()));
        row.add(CsvText.guarded(prediction.magnification()));
        row.add(prediction.part().label());
        row.add(CsvText.guarded(classes.get(prediction.label())));
        prediction.probabilities().forEach(value -> row.add(CsvText.number(value)));
        printer.printRecord(row);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    return text.toString();
  }

  /**
   * Reads the text again.
   *
   * @param fold the fold that was predicted
   * @throws IOException if it is not what {@link #text} writes for these classes
   */
  public static List<Prediction> parse(String text, String fold, List<String> classes)
      throws IOException {
    try (CSVParser parser = CsvText.FORMAT.parse(new StringReader(text))) {
      List<CSVRecord> rows = parser.getRecords();
      if (rows.isEmpty() || !rows.get(0).toList().equals(header(classes))) {
        throw new IOException("its columns are not those of these classes");
      }
      List<Prediction> predictions = new ArrayList<>();
      for (CSVRecord row : rows.subList(1, rows.size())) {
        predictions.add(prediction(row, fold, classes));
      }
      return predictions;
    } catch (IllegalArgumentException | ParfocalException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Prediction prediction(CSVRecord row, String fold, List<String> classes)
      throws IOException {
    if (row.size() != FIXED_COLUMNS + classes.size()) {
      throw new IOException("line " + row.getRecordNumber() + " has the wrong number of cells");
    }
    int label = classes.indexOf(CsvText.restored(row.get(4)));
    if (label < 0) {
      throw new IOException("line " + row.getRecordNumber() + " names an unknown class");
    }
    String magnification = CsvText.restored(row.get(2));
    List<Double> probabilities =
        Stream.iterate(FIXED_COLUMNS, column -> column < row.size(), column -> column + 1)
            .map(column -> Double.valueOf(row.get(column)))
            .toList();
    return new Prediction(
        fold,
        CsvText.restored(row.get(0)),
        CsvText.restored(row.get(1)),
        unlessEmpty(magnification),
        Part.of(row.get(3)),
        label,
        probabilities);
  }

  private static @Nullable String unlessEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private static List<String> header(List<String> classes) {
    return Stream.concat(
            Stream.of("sample", "patient", "magnification", "part", "label"),
            classes.stream().map(name -> "p_" + name))
        .toList();
  }
}
