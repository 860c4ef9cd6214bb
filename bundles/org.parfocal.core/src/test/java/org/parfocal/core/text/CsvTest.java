package org.parfocal.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Texts without quotes are read by lines and commas, those with quotes by a library. */
class CsvTest {
  private static final String CHARACTERS = ",,,\n\n\n a'=;#\t\fé–\u0000";

  @RepeatedTest(300)
  void readsAsTheLibraryDoes(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }

    assertThat(Csv.parse(text.toString())).isEqualTo(byLibrary(text.toString()));
    assertThat(Csv.parse(text + "\"a,\nb\"\n")).isEqualTo(byLibrary(text + "\"a,\nb\"\n"));
  }

  private static List<List<String>> byLibrary(String text) throws IOException {
    try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
      return parser.stream().map(CSVRecord::toList).toList();
    }
  }
}
