package org.parfocal.dataset.features.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImage;
import org.parfocal.testkit.VectorSource;

class FeatureWriterTest {
  @TempDir Path folder;

  @Test
  void theReaderReadsWhatWasWritten() {
    Dataset written =
        dataset(
            sample("a", "s1", 0, "20X", "x, \"y\"\nz", 1f, -0f, 1e-40f),
            sample("b", "s/2", 1, null, "", 2f, Float.MAX_VALUE, 3f),
            sample("c", "s1", 0, "40X", "=1+1", 1.1f, 2.2f, 3.3f),
            sample("d", "s_2", 1, "40X", "", 5f, 6f, 7f));
    List<Double> shares = new ArrayList<>();
    new FeatureWriter().write(written, folder, shares::add);
    Dataset read = read();

    assertThat(read.samples()).hasSize(4);
    for (int row = 0; row < 4; row++) {
      Sample before = written.samples().get(row);
      Sample after = read.samples().get(row);
      assertThat(after.withImage(before.image())).isEqualTo(before);
      assertThat(after.image().embedding()).containsExactly(before.image().embedding());
    }
    assertThat(folder).isDirectoryContaining("glob:**/s1.h5");
    assertThat(shares).last().isEqualTo(1.0);
    assertThat(read.warnings()).noneMatch(warning -> warning.contains("no row of the table"));
  }

  /** A second writing replaces what is there; no half of a file is ever under its name. */
  @Test
  void writesAgainOverWhatItWrote() throws IOException {
    Dataset dataset =
        dataset(sample("a", "s1", 0, "20X", "", 1f), sample("b", "s2", 1, "20X", "", 2f));
    new FeatureWriter().write(dataset, folder, share -> {});
    Files.write(folder.resolve("s2.h5"), new byte[100]);
    Files.write(folder.resolve(".unfinished.h5"), new byte[100]);
    new FeatureWriter().write(dataset, folder, share -> {});

    assertThat(read().samples().get(1).image().embedding()).containsExactly(2f);
    assertThat(folder.resolve(".unfinished.h5")).doesNotExist();
  }

  @Test
  void writesNoImagesAndIntoNoFolderOfOthers() throws IOException {
    Sample image = sample("a", "s1", 0, "20X", "", 1f).withImage(new PlainImage("a", 0, 4));
    Dataset images = dataset(image, sample("b", "s2", 1, "20X", "", 2f));
    assertThatThrownBy(() -> new FeatureWriter().write(images, folder, share -> {}))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("image a is an image")
        .hasMessageContaining("parfocal embed");
    Files.writeString(folder.resolve("thesis.doc"), "x");
    Dataset vectors =
        dataset(sample("a", "s1", 0, "20X", "", 1f), sample("b", "s2", 1, "20X", "", 2f));
    assertThatThrownBy(() -> new FeatureWriter().write(vectors, folder, share -> {}))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("thesis.doc");
  }

  private Dataset read() {
    return new FeatureReader(
            OptionValues.of(
                FeatureOptions.class,
                Map.of("path", folder.toString(), "as_written", new String[] {"*"})))
        .read();
  }

  private static Dataset dataset(Sample... samples) {
    return new Dataset(
        "made up",
        List.of("benign", "malignant"),
        List.of(samples),
        "m",
        "",
        List.of(),
        Set.of("*"));
  }

  private static Sample sample(
      String id,
      String slide,
      int label,
      @Nullable String magnification,
      String note,
      float... vector) {
    return new Sample(
        id,
        new VectorSource(id, vector),
        label,
        slide,
        slide,
        magnification,
        label == 0 ? OptionalDouble.of(0.1 + 0.2) : OptionalDouble.empty(),
        label == 0 ? null : "place " + id,
        note.isEmpty() ? Map.of("encoder", "e") : Map.of("encoder", "e", "note", note));
  }
}
