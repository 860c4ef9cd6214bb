package org.parfocal.dataset.table.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;
import org.parfocal.table.Delimiter;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.RealData;

class TableReaderTest {
  private static final String HEADER = "path,label,patient\n";

  @TempDir Path folder;

  @BeforeEach
  void images() throws IOException {
    for (String name : new String[] {"a.png", "b.png", "c.png", "d.png"}) {
      Files.writeString(folder.resolve(name), name);
    }
  }

  @Test
  void readsEveryColumn() throws IOException {
    Dataset dataset =
        read(
            """
            path,label,patient,slide,place,magnification,microns_per_pixel,centre,split
            a.png,malignant,p1,s1,x,20X,0.5,Lyon,train
            b.png,benign,p2,,,,,,
            """);

    assertThat(dataset.classes()).containsExactly("benign", "malignant");
    Sample first = dataset.samples().get(0);
    assertThat(first.id()).isEqualTo("a.png");
    assertThat(first.label()).isEqualTo(1);
    assertThat(first.patient()).isEqualTo("p1");
    assertThat(first.slide()).isEqualTo("s1");
    assertThat(first.place()).isEqualTo("x");
    assertThat(first.magnification()).isEqualTo("20X");
    assertThat(first.micronsPerPixel()).hasValue(0.5);
    assertThat(first.attributes())
        .containsOnly(Map.entry("centre", "Lyon"), Map.entry("split", "train"));
    Sample second = dataset.samples().get(1);
    assertThat(second.slide()).isEqualTo("p2");
    assertThat(second.place()).isNull();
    assertThat(second.magnification()).isNull();
    assertThat(second.micronsPerPixel()).isEmpty();
    assertThat(second.attributes()).isEmpty();
    assertThat(dataset.name()).isEqualTo("cohort");
    assertThat(dataset.warnings()).isEmpty();
  }

  @Test
  void derivesNeitherMagnificationNorPixelSizeFromTheOther() throws IOException {
    Dataset dataset =
        read(
            """
            path,label,patient,magnification,microns_per_pixel
            a.png,benign,p1,40X,
            b.png,malignant,p2,,0.25
            """);

    assertThat(dataset.samples().get(0).micronsPerPixel()).isEmpty();
    assertThat(dataset.samples().get(1).magnification()).isNull();
  }

  @Test
  void takesThePixelSizeThatTheStudyTellsOfAMagnification() throws IOException {
    String table =
        """
        path,label,patient,magnification,microns_per_pixel
        a.png,benign,p1,40X,
        b.png,malignant,p2,40X,0.3
        c.png,benign,p3,20x,
        d.png,malignant,p4,,
        """;
    Dataset dataset =
        read(table, Map.of("microns_per_pixel", new String[] {"40X = 0.25", "20X=0.5"}));

    assertThat(dataset.samples())
        .extracting(Sample::micronsPerPixel)
        .containsExactly(
            OptionalDouble.of(0.25),
            OptionalDouble.of(0.3),
            OptionalDouble.of(0.5),
            OptionalDouble.empty());
    assertThat(dataset.manifest()).isNotEqualTo(read(table).manifest());
  }

  @Test
  void refusesPixelSizesThatFitNoRow() {
    String table =
        "path,label,patient,magnification\na.png,benign,p1,40X\nb.png,malignant,p2,40X\n";
    for (Map.Entry<String, String> wrong :
        Map.of(
                "10X=1", "tells of 10X, and the table has the magnifications [40X]",
                "40X", "has 40X; write magnifications",
                "40X=-1", "has 40X=-1; write",
                "40X=NaN", "has 40X=NaN; write",
                "=1", "has =1; write")
            .entrySet()) {
      assertThatThrownBy(
              () -> read(table, Map.of("microns_per_pixel", new String[] {wrong.getKey()})))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(wrong.getValue());
    }
    assertThatThrownBy(
            () -> read(table, Map.of("microns_per_pixel", new String[] {"40X=1", "40x=2"})))
        .hasMessageContaining("has 40x twice");
  }

  @Test
  void acceptsAByteOrderMarkWindowsLinesAndQuotes() throws IOException {
    Dataset dataset =
        read(
            "\uFEFFpath,label,patient,note\r\n"
                + "\"a.png\",benign,p1,\"a, \"\"b\"\"\r\n"
                + "c\"\r\n"
                + "b.png,malignant,p2,\r\n");

    assertThat(dataset.samples()).hasSize(2);
    assertThat(dataset.samples().get(0).attributes()).containsEntry("note", "a, \"b\"\r\nc");
  }

  @Test
  void readsOtherColumnNamesDelimitersAndRoots() throws IOException {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("index.csv"), "File;Diagnosis;Case\na.png;x;1\nb.png;y;2\n");

    Dataset dataset =
        reader(
                Map.of(
                    "path", tables.toString(),
                    "root", "..",
                    "delimiter", Delimiter.SEMICOLON,
                    "path_column", "File",
                    "label_column", "Diagnosis",
                    "patient_column", "Case",
                    "classes", new String[] {"y", "x"}))
            .read();

    assertThat(dataset.name()).isEqualTo("tables");
    assertThat(dataset.classes()).containsExactly("y", "x");
    assertThat(dataset.samples()).extracting(Sample::label).containsExactly(1, 0);
    assertThat(dataset.samples()).extracting(Sample::patient).containsExactly("1", "2");
  }

  @Test
  void putsNegativeClassesFirstAndSaysWhichClassIsPositiveWhereTheNamesDoNot() throws IOException {
    assertThat(read(HEADER + "a.png,adenocarcinoma,p\nb.png,Normal,q\n").classes())
        .containsExactly("Normal", "adenocarcinoma");

    Dataset unclear = read(HEADER + "a.png,luminal,p\nb.png,basal,q\n");
    assertThat(unclear.classes()).containsExactly("basal", "luminal");
    assertThat(unclear.warnings())
        .containsExactly(
            "The positive class is 'luminal', by the order of names; set dataset.classes:"
                + " [luminal, basal] to change it.");
  }

  @Test
  void tellsSeveralFaultsWithTheirLines() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    path,label,patient,microns_per_pixel
                    a.png,benign,,
                    missing.png,benign,p1,
                    ../outside.png,benign,p1,
                    b.png,benign,p1,"0,25"

                    c.png,benign,p1,-1
                    d.png,benign,p1
                    a.png,benign,p1,
                    ./a.png,benign,p1,
                    a.png,malignant,p1,
                    """))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("line 2: the patient is empty.")
        .hasMessageContaining("line 3: Image " + folder.toAbsolutePath().resolve("missing.png"))
        .hasMessageContaining("line 4: Image '../outside.png' is outside")
        .hasMessageContaining("line 5: '0,25' is not a pixel size")
        .hasMessageContaining("line 7: '-1' is not a pixel size")
        .hasMessageContaining("line 8: 3 values where the header names 4 columns")
        .hasMessageContaining("line 10: the image a.png is on line 9 already")
        .hasMessageContaining("line 11: the image a.png is 'malignant' here and 'benign' on line 9")
        .satisfies(e -> assertThat(e.toString().lines()).hasSize(9));
  }

  @Test
  void stopsAfterTenFaults() {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 1000; i++) {
      text.append("missing").append(i).append(".png,benign,p\n");
    }

    assertThatThrownBy(() -> read(text.toString()))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("the first 10 problems")
        .satisfies(e -> assertThat(e.toString().lines()).hasSize(11));
  }

  @Test
  void readsNoFurtherThanTenRowsOfTheSameImage() {
    String unreadable = "\"quotes without an end\n";

    assertThatThrownBy(() -> read(HEADER + "a.png,benign,p\n".repeat(1000) + unreadable))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("the first 10 problems")
        .hasMessageContaining("line 12: the image a.png is on line 2 already");
  }

  @Test
  void offersTheNearestColumn() {
    assertThatThrownBy(() -> read("Path,class,patient_id\na.png,benign,p\n"))
        .hasMessageContaining(
            "there is no column 'path'; is it 'Path'? If so set dataset.path-column: Path")
        .hasMessageContaining(
            "there is no column 'label'; add it, or name the column with dataset.label-column")
        .hasMessageContaining("is it 'patient_id'? If so set dataset.patient-column: patient_id")
        .hasMessageContaining("(columns: Path, class, patient_id)");
  }

  @Test
  void offersTheDelimiterThatFits() {
    assertThatThrownBy(() -> read("path;label;patient\na.png;benign;p\n"))
        .hasMessageContaining("set dataset.delimiter: semicolon");
  }

  @Test
  void refusesColumnsWithOneName() {
    assertThatThrownBy(() -> read("path,label,patient,label\na.png,benign,p,malignant\n"))
        .hasMessageContaining("line 1: the header names the column 'label' twice");
  }

  @Test
  void saysWhereQuotesDoNotMatch() {
    assertThatThrownBy(() -> read(HEADER + "a.png,benign,p\nb.png,\"malignant,q\nc.png,benign,r\n"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("line 3: the quotes do not match");
    assertThatThrownBy(() -> read(HEADER + "a.png,\"benign\"x,p\n"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("line 2: the quotes do not match");
  }

  @Test
  void saysWhereTheTextIsNotUtf8() throws IOException {
    Path table = folder.resolve("latin.csv");
    Files.write(table, (HEADER + "a.png,bénin,p\n").getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> reader(Map.of("path", table.toString())).read())
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(
            table + ", line 2: the text is not UTF-8, but most likely Windows-1252; save");
  }

  @Test
  void refusesAClassListThatDoesNotMatch() {
    assertThatThrownBy(
            () ->
                read(
                    HEADER + "a.png,benign,p\nb.png,malign,q\n",
                    Map.of("classes", new String[] {"benign", "malignant"})))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(
            "line 3: the label 'malign' is not among dataset.classes [benign, malignant]");
    assertThatThrownBy(
            () ->
                read(
                    HEADER + "a.png,benign,p\n",
                    Map.of("classes", new String[] {"benign", "benign"})))
        .hasMessageContaining("names a class twice");
  }

  @Test
  void warnsOfAListedClassWithoutRows() throws IOException {
    Dataset dataset =
        read(
            HEADER + "a.png,benign,p\nb.png,malignant,q\n",
            Map.of("classes", new String[] {"benign", "malignant", "borderline"}));

    assertThat(dataset.classes()).hasSize(3);
    assertThat(dataset.warnings()).containsExactly("No row has the label borderline.");
  }

  @Test
  void needsTwoClassesAndRows() {
    assertThatThrownBy(() -> read(HEADER + "a.png,benign,p\n"))
        .hasMessageContaining("only one class, [benign]");
    assertThatThrownBy(() -> read(HEADER)).hasMessageContaining("no rows below its header");
    assertThatThrownBy(() -> read("")).hasMessageContaining("the table is empty");
  }

  @Test
  void refusesAPlaceInTwoPatients() {
    assertThatThrownBy(
            () -> read("path,label,patient,place\na.png,benign,p,1\nb.png,malignant,q,1\n"))
        .hasMessageContaining("line 3: the place '1' is of patient q here and of p on line 2");
  }

  @Test
  void warnsOfOneMagnificationInTwoSpellings() throws IOException {
    Dataset dataset =
        read(
            "path,label,patient,magnification\n"
                + "a.png,benign,p,40X\n"
                + "b.png,malignant,q,40x\n"
                + "c.png,benign,p,400X\n");

    assertThat(dataset.warnings()).hasSize(1);
    assertThat(dataset.warnings().get(0)).contains("'40X' (line 2) and '40x' (line 3)");
  }

  @Test
  void followsLinksOutOfTheRootButNoPath(@TempDir Path elsewhere) throws IOException {
    Path other = Files.writeString(elsewhere.resolve("x.png"), "x");
    Files.createSymbolicLink(folder.resolve("link.png"), other);

    assertThat(read(HEADER + "link.png,benign,p\na.png,malignant,q\n").samples())
        .extracting(Sample::id)
        .containsExactly("link.png", "a.png");
    assertThatThrownBy(() -> read(HEADER + other + ",benign,p\na.png,malignant,q\n"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("outside");
  }

  @Test
  void changesItsManifestWithLabelsAndAttributesAndItsKeysWithFiles() throws IOException {
    String text = "path,label,patient,split\na.png,benign,p,train\nb.png,malignant,q,test\n";
    String manifest = read(text).manifest();

    assertThat(read(text).manifest()).isEqualTo(manifest);
    assertThat(read(text.replace("\n", "\r\n")).manifest()).isEqualTo(manifest);
    assertThat(read(text.replace("p,train", "p,test")).manifest()).isNotEqualTo(manifest);
    assertThat(read(text, Map.of("classes", new String[] {"malignant", "benign"})).manifest())
        .isNotEqualTo(manifest);
    String key = read(text).samples().get(0).image().key();
    Files.writeString(folder.resolve("a.png"), "other than before");
    assertThat(read(text).samples().get(0).image().key()).isNotEqualTo(key);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> reader(Map.of("path", folder.resolve("no.csv").toString())).read())
        .hasMessageContaining("no.csv does not exist");
    assertThatThrownBy(() -> reader(Map.of("path", folder.toString())).read())
        .hasMessageContaining("holds no index.csv");
    assertThatThrownBy(() -> read(HEADER, Map.of("root", "nowhere")))
        .hasMessageContaining("nowhere")
        .hasMessageContaining("dataset.root");
  }

  @Test
  void readsRealPyramids() {
    Path index = RealData.require("ucsb-pyramids/index.csv");

    Dataset dataset = reader(Map.of("path", index.toString())).read();

    assertThat(dataset.name()).isEqualTo("ucsb-pyramids");
    assertThat(dataset.classes()).containsExactly("benign", "malignant");
    assertThat(dataset.samples()).hasSize(696);
    assertThat(dataset.samples())
        .extracting(Sample::patient)
        .doesNotContain("")
        .satisfies(patients -> assertThat(patients.stream().distinct()).hasSize(10));
    assertThat(dataset.samples().stream().map(Sample::slide).distinct()).hasSize(58);
    assertThat(dataset.samples().stream().map(Sample::place).distinct()).hasSize(58 * 4);
    assertThat(dataset.magnifications()).containsExactly("1X", "2X", "4X");
    assertThat(dataset.samples()).allSatisfy(s -> assertThat(s.micronsPerPixel()).isEmpty());
    assertThat(dataset.warnings()).isEmpty();
    assertThat(dataset.samples().get(0).image().read().width()).isEqualTo(128);
  }

  private Dataset read(String text) throws IOException {
    return read(text, Map.of());
  }

  private Dataset read(String text, Map<String, ?> options) throws IOException {
    Path table = Files.writeString(folder.resolve("cohort.csv"), text);
    Map<String, Object> all = new HashMap<>(options);
    all.put("path", table.toString());
    return reader(all).read();
  }

  private static TableReader reader(Map<String, ?> options) {
    return new TableReader(OptionValues.of(TableOptions.class, options));
  }
}
