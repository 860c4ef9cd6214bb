package org.parfocal.dataset.table.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;
import org.parfocal.testkit.OptionValues;

/** Patients, labels, slides and magnifications in several spellings, and words for missing ones. */
class TableNamesTest {
  private static final String PATIENTS =
      "path,label,patient\na.png,benign,P07\nb.png,benign,p07\nc.png,malignant,q\nd.png,benign,P07\n";

  @TempDir Path folder;

  @BeforeEach
  void images() throws IOException {
    for (String name : new String[] {"a.png", "b.png", "c.png", "d.png"}) {
      Files.writeString(folder.resolve(name), name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"p07", "P7", "P07\u00A0", "\u200BP07", "P-07", "P\u201107", "\u042007", "P07."})
  void refusesOnePatientInTwoSpellings(String other) {
    assertThatThrownBy(() -> read(PATIENTS.replace("p07", other)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("the patient is spelled in several ways")
        .hasMessageContaining("'P07' (line 2)")
        .hasMessageContaining("(line 3)")
        .hasMessageContaining("dataset.same-as")
        .hasMessageContaining("dataset.as-written");
  }

  @Test
  void readsThemAsOneOrAsTwoAsTheStudySays() throws IOException {
    assertThat(read(PATIENTS, Map.of("same_as", new String[] {"p07"})).samples())
        .extracting(Sample::patient)
        .containsExactly("p07", "p07", "q", "p07");
    assertThat(read(PATIENTS, Map.of("same_as", new String[] {"*"})).samples())
        .extracting(Sample::patient)
        .containsExactly("P07", "P07", "q", "P07");
    for (String name : new String[] {"P07", "p07", "*"}) {
      assertThat(read(PATIENTS, Map.of("as_written", new String[] {name})).samples())
          .extracting(Sample::patient)
          .containsExactly("P07", "p07", "q", "P07");
    }
  }

  @Test
  void countsOnePatientsImagesUnderOneSlideWhereSlidesAreUnknown() throws IOException {
    assertThat(read(PATIENTS, Map.of("same_as", new String[] {"*"})).samples())
        .extracting(Sample::slide)
        .containsExactly("P07", "P07", "q", "P07");
  }

  @Test
  void changesTheManifestWithTheNamesThatAreRead() throws IOException {
    String whole = read(PATIENTS.replace("p07", "P07")).manifest();

    assertThat(read(PATIENTS, Map.of("same_as", new String[] {"P07"})).manifest()).isEqualTo(whole);
    assertThat(read(PATIENTS, Map.of("as_written", new String[] {"P07"})).manifest())
        .isNotEqualTo(whole);
  }

  @Test
  void refusesOneClassInTwoSpellings() throws IOException {
    String text = "path,label,patient\na.png,0,p\nb.png,0.0,q\nc.png,1,r\nd.png,1\u00A0,s\n";

    assertThatThrownBy(() -> read(text))
        .hasMessageContaining(
            "the label is spelled in several ways: '0' (line 2) and '0.0' (line 3)")
        .hasMessageContaining("'1' (line 4) and '1<U+00A0>' (line 5)");
    Dataset one = read(text, Map.of("same_as", new String[] {"0", "1"}));
    assertThat(one.classes()).containsExactly("0", "1");
    assertThat(one.samples()).extracting(Sample::label).containsExactly(0, 0, 1, 1);
    assertThat(read(text, Map.of("classes", new String[] {"0", "0.0", "1", "1\u00A0"})).classes())
        .hasSize(4);
  }

  @Test
  void readsOneMagnificationInSeveralSpellingsAsItsMostFrequentOneAndTellsSo() throws IOException {
    String text =
        "path,label,patient,magnification\na.png,benign,p,20\nb.png,malignant,q,20.0\n"
            + "c.png,benign,p,\u00D720\nd.png,malignant,r,20\n";

    Dataset dataset = read(text);
    assertThat(dataset.magnifications()).containsExactly("20");
    assertThat(dataset.warnings())
        .singleElement()
        .asString()
        .contains("'20' (line 2) and '20.0' (line 3) and '\u00D720' (line 4)");
    assertThat(read(text, Map.of("as_written", new String[] {"20.0", "\u00D720"})).magnifications())
        .containsExactly("20", "20.0", "\u00D720");
  }

  @Test
  void tellsOfSlidesInSeveralSpellingsAndOfSeveralPatients() throws IOException {
    Dataset dataset =
        read(
            "path,label,patient,slide\na.png,benign,p,S1\nb.png,malignant,q,S1\n"
                + "c.png,benign,r,s1\nd.png,malignant,t,S2\n");

    assertThat(dataset.warnings())
        .containsExactly(
            "Slides are spelled in several ways and counted as different: 'S1' and 's1'.",
            "1 slides hold tissue of several patients, whose images may be in training and in test:"
                + " 'S1' of 'p' and 'q'.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nan", "NA", "n/a", "#N/A", "NULL", "None", "-", "?", "\u00A0", "unknown"})
  void refusesAPatientOrALabelThatIsAWordForMissing(String word) {
    String row = "path,label,patient\na.png,benign,p\nb.png,malignant,q\nc.png,%s,%s\n";

    assertThatThrownBy(() -> read(row.formatted("benign", word)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("line 4: the patient '")
        .hasMessageContaining("is a word for a missing one");
    assertThatThrownBy(() -> read(row.formatted(word, "r")))
        .hasMessageContaining("line 4: the label '");
  }

  @Test
  void refusesANameOfManyThousandLetters() {
    String rows = "path,label,patient,magnification\na.png,%s,p,4X\nb.png,y,q,4X\nc.png,y,r,%s\n";

    assertThatThrownBy(() -> read(rows.formatted("x".repeat(60_000), "4X")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(
            "line 2: the label has 60000 characters, more than the 1000 of a name");
    assertThatThrownBy(() -> read(rows.formatted("x", "4".repeat(1001))))
        .hasMessageContaining("line 4: the magnification has 1001 characters");
  }

  /** Signs that name something: points, a rating, an asterisk. */
  @ParameterizedTest
  @ValueSource(strings = {".", "..", "...", "+", "*", "_", ".a", "a.."})
  void takesSignsForNamesInEveryColumn(String sign) throws IOException {
    Sample first =
        read("path,label,patient,slide,magnification,place\n"
                + "a.png,%1$s,%1$s,%1$s,%1$s,%1$s\n".formatted(sign)
                + "b.png,x,q,s,10X,r\n")
            .samples()
            .get(0);

    assertThat(first.patient()).isEqualTo(sign);
    assertThat(first.slide()).isEqualTo(sign);
    assertThat(first.magnification()).isEqualTo(sign);
    assertThat(first.place()).isEqualTo(sign);
  }

  @Test
  void takesSuchAWordForANameIfTheStudySaysSo() throws IOException {
    String text = "path,label,patient\na.png,none,NA\nb.png,tumour,q\n";

    assertThatThrownBy(() -> read(text, Map.of("classes", new String[] {"none", "tumour"})))
        .hasMessageContaining("line 2: the patient 'NA'");
    Dataset dataset = read(text, Map.of("as_written", new String[] {"none", "NA"}));
    assertThat(dataset.classes()).containsExactly("none", "tumour");
    assertThat(dataset.samples().get(0).patient()).isEqualTo("NA");
    assertThatThrownBy(() -> read(text, Map.of("as_written", new String[] {"*"})))
        .hasMessageContaining("word for a missing one");
  }

  @Test
  void takesSuchAWordForAnUnknownMagnificationSlideOrPlaceAndTellsSo() throws IOException {
    String text =
        "path,label,patient,magnification,slide,place\na.png,benign,p,nan,-,?\n"
            + "b.png,malignant,q,NaN,s,\nc.png,malignant,q,20X,s,x\n";

    Dataset dataset = read(text);
    assertThat(dataset.magnifications()).containsExactly("20X");
    assertThat(dataset.samples()).extracting(Sample::slide).containsExactly("p", "s", "s");
    assertThat(dataset.samples().get(0).place()).isNull();
    assertThat(dataset.warnings())
        .hasSize(3)
        .first()
        .asString()
        .contains("The slide of 1 images")
        .contains("'-' on line 2");
    assertThat(dataset.warnings().get(1))
        .contains("The magnification of 2 images", "'nan' on line 2");
    assertThat(read(text, Map.of("as_written", new String[] {"nan"})).magnifications())
        .containsExactlyInAnyOrder("20X", "nan");
  }

  @Test
  void refusesAColumnOptionThatNamesNoColumn() {
    String text = "path,label,patient,mag\na.png,benign,p,20X\nb.png,malignant,q,40X\n";

    assertThatThrownBy(() -> read(text, Map.of("magnification_column", "magn")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("line 1: there is no column 'magn'; is it 'mag'? If so set")
        .hasMessageContaining("dataset.magnification-column: mag");
    assertThatThrownBy(() -> read(text, Map.of("slide_column", "block")))
        .hasMessageContaining(
            "no column 'block'; correct dataset.slide-column (columns: path, label");
  }

  @Test
  void tellsOfAColumnThatIsNamedAlmostAsOneThatIsRead() throws IOException {
    assertThat(
            read("path,label,patient,Magnification\na.png,benign,p,20X\nb.png,malignant,q,40X\n")
                .warnings())
        .containsExactly(
            "The column 'Magnification' is read as an attribute; set dataset.magnification-column:"
                + " Magnification if it is the magnification of the images.");
  }

  @Test
  void readsDecimalCommasOfTablesWithSemicolons() throws IOException {
    String text =
        "path;label;patient;microns_per_pixel\na.png;benign;p;0,25\nb.png;malignant;q;1e-1\n";

    Dataset dataset = read("sep=;\n" + text);
    assertThat(dataset.samples().get(0).micronsPerPixel()).hasValue(0.25);
    assertThat(dataset.samples().get(1).micronsPerPixel()).hasValue(0.1);
    for (String number : new String[] {"1f", "0x1p-2", "0.5d", "NaN", "Infinity"}) {
      assertThatThrownBy(() -> read("sep=;\n" + text.replace("0,25", number)))
          .hasMessageContaining("line 3: '" + number + "' is not a pixel size");
    }
  }

  private Dataset read(String text) throws IOException {
    return read(text, Map.of());
  }

  private Dataset read(String text, Map<String, ?> options) throws IOException {
    Path table = Files.writeString(folder.resolve("cohort.csv"), text);
    Map<String, Object> all = new HashMap<>(options);
    all.put("path", table.toString());
    return new TableReader(OptionValues.of(TableOptions.class, all)).read();
  }
}
