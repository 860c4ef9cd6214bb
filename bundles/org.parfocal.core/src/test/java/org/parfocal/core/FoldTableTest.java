package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.testkit.TestSamples;

class FoldTableTest {
  @TempDir Path folder;

  private final Dataset dataset = TestSamples.regular(3, 1, "40X", "100X");

  @Test
  void writesEveryPart() throws IOException {
    Path file = folder.resolve("folds.csv");
    FoldTable.write(List.of(data(fold(samples(3, "100X")))), file);

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            image,magnification,fold,part
            p01/40X/1.png,40X,100X-1,training
            p02/40X/1.png,40X,100X-1,validation
            p03/100X/1.png,100X,100X-1,test
            p03/40X/1.png,40X,100X-1,seen
            """);
  }

  @Test
  void refusesImagesThatTheDataSetHasNot() {
    Sample shown =
        samples(3, "100X").get(0).withImage(new Shrunk(samples(3, "100X").get(0).image()));
    assertThatThrownBy(
            () -> FoldTable.write(List.of(data(fold(List.of(shown)))), folder.resolve("folds.csv")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("at scales that the data set has not, such as p03/100X/1.png");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesStudiesWithSeveralProtocols() {
    StudyData data = data(fold(samples(3, "100X")));
    assertThatThrownBy(() -> FoldTable.write(List.of(data, data), folder.resolve("folds.csv")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("2 different data sets or protocols");
  }

  private StudyData data(Fold fold) {
    return new StudyData(List.of("baseline"), dataset, new FoldPlan(List.of(fold), List.of()));
  }

  private Fold fold(List<Sample> test) {
    return new Fold(
        "100X-1", "100X", samples(1, "40X"), samples(2, "40X"), test, samples(3, "40X"));
  }

  private List<Sample> samples(int patient, String magnification) {
    return dataset.samples().stream()
        .filter(sample -> sample.id().equals("p0%d/%s/1.png".formatted(patient, magnification)))
        .toList();
  }

  private record Shrunk(ImageSource origin) implements ImageSource {
    @Override
    public String key() {
      return "smaller";
    }

    @Override
    public String description() {
      return "smaller";
    }

    @Override
    public RgbImage read() {
      return origin.read();
    }
  }
}
