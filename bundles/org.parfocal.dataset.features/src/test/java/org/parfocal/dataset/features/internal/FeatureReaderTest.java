package org.parfocal.dataset.features.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;
import org.parfocal.testkit.OptionValues;

/** The files are made by {@code tools/features}, with h5py and NumPy. */
class FeatureReaderTest {
  private static final String SLIDES =
      "slide,label,patient,magnification,microns_per_pixel\na,benign,p,20X,0.5\nb,malignant,q,40X,0.25\n";
  private static final String ROWS = "label,patient\nbenign,p\nmalignant,q\nbenign,r\n";

  @TempDir Path folder;

  @Test
  void readsASlideOfTridentAsTheMeanOfItsPatches() throws IOException {
    Dataset dataset = slides("float32.h5", "float32.h5", Map.of());

    Sample sample = dataset.samples().get(1);
    assertThat(sample.id()).isEqualTo("b.h5");
    assertThat(sample.slide()).isEqualTo("b");
    assertThat(sample.magnification()).isEqualTo("40X");
    assertThat(sample.micronsPerPixel()).hasValue(0.25);
    assertThat(sample.image().embeddingSize()).isEqualTo(4);
    for (int column = 0; column < 4; column++) {
      assertThat(sample.image().embedding()[column]).isCloseTo((4 + column) / 7f, within(1e-6f));
    }
    assertThat(dataset.warnings()).noneMatch(warning -> warning.contains("encoder"));
  }

  @Test
  void readsEachPatchIfAsked() throws IOException {
    List<Sample> samples = slides("float32.h5", "float32.h5", Map.of("patches", "each")).samples();

    assertThat(samples)
        .extracting(Sample::id)
        .containsExactly("a.h5#0", "a.h5#1", "a.h5#2", "b.h5#0", "b.h5#1", "b.h5#2");
    assertThat(samples.get(5).image().embedding()).containsExactly(row(2));
    assertThat(samples.get(5).image().key()).isEqualTo(samples.get(2).image().key());
    assertThat(samples.get(4).image().key()).isNotEqualTo(samples.get(5).image().key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "float32.h5",
        "float64.h5",
        "big-endian.h5",
        "newest.h5",
        "contiguous.h5",
        "float32.npy",
        "float64.npy",
        "big-endian.npy"
      })
  void readsNumbersOfEveryWidthAndOrder(String file) throws IOException {
    assertThat(rows(file)).isDeepEqualTo(new float[][] {row(0), row(1), row(2)});
  }

  /**
   * Half precision: 11 significant bits, so that (4 row + column) / 7 is within 1/2048 of itself.
   */
  @ParameterizedTest
  @ValueSource(strings = {"float16.h5", "float16.npy"})
  void readsHalfPrecision(String file) throws IOException {
    float[][] rows = rows(file);
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 4; column++) {
        float exact = row(row)[column];
        assertThat(rows[row][column]).isCloseTo(exact, within(exact / 2048 + 1e-9f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"slide.h5", "one.npy"})
  void readsAVectorOfAWholeSlide(String file) throws IOException {
    copy(file, "v" + file.substring(file.indexOf('.')));
    Files.writeString(
        folder.resolve("index.csv"),
        "path,label,patient\nv%s,benign,p\nfloat32.npy,malignant,q\n"
            .formatted(file.substring(file.indexOf('.'))));
    copy("float32.npy", "float32.npy");
    assertThat(read(Map.of()).samples().get(0).image().embedding()).containsExactly(row(1));
  }

  @Test
  void theColumnRowNamesAVectorAndTheColumnSampleItsId() throws IOException {
    copy("float32.h5", "f.h5");
    Files.writeString(
        folder.resolve("index.csv"),
        "path,row,sample,label,patient\nf.h5,2,last,benign,p\nf.h5,0,,malignant,q\n");
    Dataset dataset = read(Map.of());

    assertThat(dataset.samples()).extracting(Sample::id).containsExactly("last", "f.h5#0");
    assertThat(dataset.samples().get(0).image().embedding()).containsExactly(row(2));
    assertThat(dataset.samples().get(1).image().embedding()).containsExactly(row(0));
    assertThat(dataset.warnings()).anyMatch(warning -> warning.contains("holds 1 vectors that no"));
  }

  @Test
  void namesOfEncodersThatDifferAreTold() throws IOException {
    copy("float32.h5", "a.h5");
    byte[] other = Files.readAllBytes(folder.resolve("a.h5"));
    int at = new String(other, StandardCharsets.ISO_8859_1).indexOf("uni_v1");
    other[at] = 'X';
    Files.write(folder.resolve("b.h5"), other);
    Files.writeString(folder.resolve("index.csv"), SLIDES);
    assertThat(read(Map.of()).warnings())
        .anyMatch(warning -> warning.contains("several encoders, Xni_v1, uni_v1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          whole.h5 | holds no floating-point numbers of 16, 32 or 64 bits
          strings.h5 | holds no floating-point numbers of 16, 32 or 64 bits
          three-dimensions.h5 | has 3 dimensions [3, 2, 2]
          nan.h5 | holds no number (NaN) in row 1, column 2 (from 0)
          compressed.h5 | is compressed
          declared.h5 | up to 65536 numbers in a row
          never-written.h5 | declares 48 bytes of numbers and does not hold them
          no-rows.h5 | is empty (0 × 4)
          group.h5 | as a group and not as a data set
          other-name.h5 | has no data set 'features' (it has: embeddings); name it with dataset.array
          external-link.h5 | has a link in place of the data set 'features'
          soft-link.h5 | has a link in place of the data set 'features'
          virtual.h5 | cannot be read as HDF5
          stored-elsewhere.h5 | cannot be read as HDF5
          fortran.npy | is in Fortran order
          whole.npy | holds numbers of the type '<i8'
          objects.npy | holds Python objects, which are not read
          records.npy | holds records of several values
          three-dimensions.npy | has 3 dimensions [3, 2, 2]
          no-rows.npy | is empty (0 × 4)
          archive.npz | is a zip archive, such as torch.save and np.savez write
          """)
  void refusesOtherArraysWithASentence(String file, String sentence) throws IOException {
    copy(file, file);
    copy("float32.npy", "float32.npy");
    Files.writeString(
        folder.resolve("index.csv"),
        "path,label,patient\n%s,benign,p\nfloat32.npy,malignant,q\n".formatted(file));
    assertRefused(Map.of()).hasMessageContaining(file).hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({"float32.h5", "newest.h5", "contiguous.h5", "float32.npy", "objects.npy"})
  void refusesEveryTruncation(String file) throws IOException {
    byte[] whole = bytes(file);
    Files.writeString(folder.resolve("index.csv"), ROWS);
    for (int length = 0; length < whole.length; length += 1 + whole.length / 60) {
      Files.write(folder.resolve("f"), Arrays.copyOf(whole, length));
      assertRefused(Map.of("vectors", "f")).hasMessageContaining("f");
    }
  }

  /** An address beyond the end of the file, as a fuzzer found it. */
  @Test
  @Timeout(60)
  void refusesWhatLiesBeyondTheEnd() throws IOException {
    byte[] bytes = bytes("float32.h5");
    bytes[1212] = 64;
    bytes[1507] = 16;
    bytes[1837] = 2;
    bytes[2282] = (byte) 153;
    Files.write(folder.resolve("f.h5"), bytes);
    Files.writeString(folder.resolve("index.csv"), ROWS);
    assertRefused(Map.of("vectors", "f.h5")).hasMessageContaining("cannot be read as HDF5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | is empty (zero bytes)
          'path,label' | is a text file
          'PAR1xxxx' | is a Parquet file
          '\u0080\u0004abcdef' | is a Python pickle, which is not read
          """)
  void namesOtherFormats(String content, String sentence) throws IOException {
    Files.write(folder.resolve("f.h5"), content.getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("index.csv"), ROWS);
    assertRefused(Map.of("vectors", "f.h5")).hasMessageContaining(sentence);
  }

  @Test
  void rowsAndVectorsMustFit() throws IOException {
    copy("float32.npy", "v.npy");
    Files.writeString(folder.resolve("index.csv"), ROWS + "benign,s\n");
    assertRefused(Map.of("vectors", "v.npy"))
        .hasMessageContaining("has 4 rows and")
        .hasMessageContaining("3 vectors");
    Files.writeString(folder.resolve("index.csv"), ROWS.replace("benign,r\n", ""));
    assertRefused(Map.of("vectors", "v.npy"))
        .hasMessageContaining("has 2 rows and")
        .hasMessageContaining("3 vectors");
    Files.writeString(
        folder.resolve("index.csv"), "path,row,label,patient\nv.npy,0,x,p\nv.npy,3,y,q\n");
    assertRefused(Map.of())
        .hasMessageContaining("line 3: row 3 of")
        .hasMessageContaining("it has 3; rows count from 0");
  }

  @Test
  void vectorsOfACohortAreOfOneLength() throws IOException {
    copy("float32.npy", "a.npy");
    Files.write(folder.resolve("b.npy"), npy("(1, 3)", new byte[12]));
    Files.writeString(folder.resolve("index.csv"), "path,label,patient\na.npy,x,p\nb.npy,y,q\n");
    assertRefused(Map.of())
        .hasMessageContaining("a.npy has 4 numbers and")
        .hasMessageContaining("b.npy 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(2, 4)", "(4, 4)", "(3,)", "(-3, 4)", "(99999999999, 4)", "(46341, 46341)", "()"})
  void aHeaderThatDoesNotFitTheFileIsRefused(String shape) throws IOException {
    Files.write(folder.resolve("v.npy"), npy(shape, new byte[48]));
    Files.writeString(folder.resolve("index.csv"), ROWS);
    assertRefused(Map.of("vectors", "v.npy")).hasMessageContaining("v.npy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../v.npy", "/etc/passwd", "a/../../v.npy", "..\\v.npy"})
  void aPathStaysBelowTheFolder(String path) throws IOException {
    Files.writeString(
        folder.resolve("index.csv"), "path,label,patient\n%s,x,p\nv,y,q\n".formatted(path));
    assertRefused(Map.of()).hasMessageContaining("line 2").hasMessageContaining("outside of");
    Files.writeString(folder.resolve("index.csv"), ROWS);
    assertRefused(Map.of("vectors", path)).hasMessageContaining("outside of");
  }

  @Test
  void aMissingSlideIsNamed() throws IOException {
    copy("float32.h5", "a.h5");
    Files.writeString(folder.resolve("index.csv"), SLIDES);
    assertRefused(Map.of()).hasMessageContaining("b.h5 is not there");
    Files.writeString(folder.resolve("index.csv"), "label,patient\nx,p\ny,q\n");
    assertRefused(Map.of()).hasMessageContaining("neither a path nor a slide");
    Files.writeString(
        folder.resolve("index.csv"), "slide,row,label,patient\na,-1,x,p\na,1.5,y,q\n");
    assertRefused(Map.of()).hasMessageContaining("'-1' is not a row").hasMessageContaining("'1.5'");
  }

  /** The words are those of the table reader. */
  @Test
  void theTableIsCheckedAsACohort() throws IOException {
    copy("float32.npy", "v.npy");
    Files.writeString(
        folder.resolve("index.csv"), "label,patient\nbenign,P07\nmalignant,p07\nbenign,q\n");
    assertRefused(Map.of("vectors", "v.npy"))
        .hasMessageContaining("the patient is spelled in several ways");
    Files.writeString(folder.resolve("index.csv"), "label,patient\nbenign,p\n,q\nbenign,n/a\n");
    assertRefused(Map.of("vectors", "v.npy"))
        .hasMessageContaining("the label is empty")
        .hasMessageContaining("is a word for a missing one");
  }

  private static float[] row(int row) {
    float[] values = new float[4];
    for (int column = 0; column < 4; column++) {
      values[column] = (float) ((4 * row + column) / 7.0);
    }
    return values;
  }

  private float[][] rows(String file) throws IOException {
    copy(file, file);
    Files.writeString(folder.resolve("index.csv"), ROWS);
    return read(Map.of("vectors", file)).samples().stream()
        .map(sample -> sample.image().embedding())
        .toArray(float[][]::new);
  }

  private Dataset slides(String first, String second, Map<String, Object> options)
      throws IOException {
    copy(first, "a.h5");
    copy(second, "b.h5");
    Files.writeString(folder.resolve("index.csv"), SLIDES);
    return read(options);
  }

  private static byte[] npy(String shape, byte[] data) {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }\n".formatted(shape);
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(10 + text.length + data.length);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0});
    return file.put(text).put(data).array();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Map<String, Object> options) {
    return assertThatThrownBy(() -> read(options)).isInstanceOf(DatasetException.class);
  }

  private Dataset read(Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("path", folder.resolve("index.csv").toString());
    return new FeatureReader(OptionValues.of(FeatureOptions.class, all)).read();
  }

  private void copy(String resource, String name) throws IOException {
    Files.write(folder.resolve(name), bytes(resource));
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(FeatureReaderTest.class.getResourceAsStream(resource), resource)) {
      return in.readAllBytes();
    }
  }
}
