package org.parfocal.dataset.synthetic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;

class IndexTest {
  private static final String ROW =
      "b/SOB_M_DC-14-13412-100-001.png,malignant,DC,14-13412,100,001\n";

  @TempDir Path folder;

  @Test
  void takesNamesAndCountsFromTheIndex() throws IOException {
    Path index =
        write(
            ROW
                + "b/SOB_M_DC-14-13412-400-001.png,malignant,DC,14-13412,400,001\n"
                + "b/SOB_M_LC-14-13412-100-001.png,malignant,LC,14-13412,100,001\n"
                + "b/SOB_B_F-14-9133-40-007.png,benign,F,14-9133,40,007\n");

    Dataset dataset = read(index);

    assertThat(dataset.samples())
        .extracting(Sample::id)
        .containsExactly(
            "SOB_M_DC-14-13412-100-001",
            "SOB_M_DC-14-13412-400-001",
            "SOB_M_LC-14-13412-100-001",
            "SOB_B_F-14-9133-40-007");
    assertThat(dataset.samples())
        .extracting(Sample::patient)
        .containsExactly("14-13412", "14-13412", "14-13412", "14-9133");
    assertThat(dataset.samples().get(0).place()).isEqualTo(dataset.samples().get(1).place());
    assertThat(dataset.samples().get(0).place()).isNotEqualTo(dataset.samples().get(2).place());
    assertThat(dataset.samples().get(3).attributes())
        .containsEntry("breakhis-path", "b/SOB_B_F-14-9133-40-007.png");
    RgbImage image = dataset.samples().get(3).image().read();
    assertThat(image.width()).isEqualTo(700);
    assertThat(image.height()).isEqualTo(460);
  }

  @Test
  void namesTheSevenThousandNineHundredAndNineImagesOfBreakhis() {
    Path index = published();

    long start = System.nanoTime();
    Dataset dataset = read(index);
    double seconds = (System.nanoTime() - start) / 1e9;

    // Published: Spanhol et al., IEEE TBME 2016, table of images by magnification and class.
    Map<String, Long> counts =
        dataset.samples().stream()
            .collect(
                Collectors.groupingBy(
                    sample -> sample.magnification() + " " + sample.label(),
                    Collectors.counting()));
    assertThat(counts)
        .containsOnly(
            Map.entry("40X 0", 625L),
            Map.entry("40X 1", 1370L),
            Map.entry("100X 0", 644L),
            Map.entry("100X 1", 1437L),
            Map.entry("200X 0", 623L),
            Map.entry("200X 1", 1390L),
            Map.entry("400X 0", 588L),
            Map.entry("400X 1", 1232L));
    assertThat(dataset.samples().stream().map(Sample::patient).distinct()).hasSize(81);
    assertThat(dataset.samples().stream().map(s -> s.attributes().get("breakhis-path")).distinct())
        .hasSize(7909);
    assertThat(seconds).isLessThan(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "../x.png,malignant,DC,14-1,100,001|line 2: the path is not a plain relative one",
        "/x.png,malignant,DC,14-1,100,001|line 2: the path is not a plain relative one",
        "x.png,malignant,ZZ,14-1,100,001|line 2: the subtype 'ZZ' is unknown",
        "x.png,benign,DC,14-1,100,001|line 2: DC cannot be of class 'benign'",
        "x.png,malignant,DC|line 2: has 3 columns instead of 6",
        "x.png,malignant,DC,14 1,100,001|line 2: the value '14 1' is not a plain name"
      })
  void refusesBadRowsByTheirLine(String row, String message) throws IOException {
    Path index = write(row + "\n");

    assertThatThrownBy(() -> read(index))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesOnePathTwice() throws IOException {
    Path index = write(ROW + ROW);

    assertThatThrownBy(() -> read(index))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("occurs twice");
  }

  @Test
  void refusesAMissingFileAnEmptyListAndAStrangeHeader() throws IOException {
    assertThatThrownBy(() -> read(folder.resolve("none.csv")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("does not exist");
    Path empty = write("");
    assertThatThrownBy(() -> read(empty))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("lists no image");
    Path strange = Files.writeString(folder.resolve("strange.csv"), "a,b\n1,2\n");
    assertThatThrownBy(() -> read(strange))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(IndexFile.HEADER);
  }

  @Test
  void refusesMagnificationsWithoutAPixelSize() throws IOException {
    Path index = write("x.png,malignant,DC,14-1,63,001\n");

    assertThatThrownBy(() -> read(index))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("The index has images at 63X, which dataset.magnifications does not name.");
  }

  private Path write(String rows) throws IOException {
    return Files.writeString(folder.resolve("index.csv"), IndexFile.HEADER + "\n" + rows);
  }

  private static Dataset read(Path index) {
    return new TestOptions().set("index", index.toString()).reader().read();
  }

  private static Path published() {
    String given = System.getProperty("parfocal.shared", System.getenv("PARFOCAL_SHARED"));
    Path shared = given == null ? beside(Path.of("").toAbsolutePath()) : Path.of(given);
    Path index = shared.resolve("data/breakhis-index/breakhis_files.csv");
    assumeTrue(Files.isRegularFile(index), "the index of BreaKHis is not on this machine");
    return index;
  }

  private static Path beside(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("bundles")) && Files.exists(folder.resolve("pom.xml"))) {
        return folder.resolveSibling("shared");
      }
    }
    return start;
  }
}
