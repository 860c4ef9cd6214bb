package org.parfocal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;

/** What every {@link DatasetReader} keeps. */
public abstract class DatasetReaderContract {
  /** A new reader of a small data set, which stays the same from call to call. */
  protected abstract DatasetReader reader();

  /** How many images the tests decode, spread over the data set. */
  protected int decoded() {
    return 6;
  }

  @Test
  public void twoReadersGiveTheSameDataset() {
    Dataset first = reader().read();
    Dataset second = reader().read();

    assertThat(second.manifest()).isEqualTo(first.manifest()).isNotBlank();
    assertThat(second.classes()).isEqualTo(first.classes());
    assertThat(second.samples()).extracting(Sample::id).isEqualTo(ids(first));
    assertThat(second.samples())
        .extracting(sample -> sample.image().key())
        .isEqualTo(first.samples().stream().map(sample -> sample.image().key()).toList());
  }

  @Test
  public void everyClassHasASample() {
    Dataset dataset = reader().read();

    assertThat(dataset.samples().stream().map(Sample::label).distinct().count())
        .as("classes that occur")
        .isEqualTo(dataset.classes().size());
  }

  /** Else a message could not say which image is meant. */
  @Test
  public void everyImageDescribesItself() {
    assertThat(reader().read().samples())
        .extracting(sample -> sample.image().description())
        .allSatisfy(description -> assertThat(description).isNotBlank())
        .doesNotHaveDuplicates();
  }

  @Test
  public void anImageHasTheSamePixelsHoweverOftenItIsRead() {
    for (Sample sample : some(reader().read())) {
      RgbImage first = sample.image().read();
      RgbImage second = sample.image().read();

      assertThat(second.rgb()).as(sample.id()).isEqualTo(first.rgb());
      assertThat(second.width()).isEqualTo(first.width());
    }
  }

  /** A cache that knows one of them answers for the other. */
  @Test
  public void imagesOfOneKeyHaveTheSamePixels() {
    Map<String, byte[]> pixels = new HashMap<>();
    for (Dataset dataset : List.of(reader().read(), reader().read())) {
      for (Sample sample : some(dataset)) {
        byte[] rgb = sample.image().read().rgb();
        byte[] before = pixels.putIfAbsent(sample.image().key(), rgb);
        assertThat(before == null ? rgb : before).as(sample.id()).isEqualTo(rgb);
      }
    }
  }

  @Test
  public void imagesCanBeReadByManyThreads() {
    List<Sample> samples = some(reader().read());
    Map<String, byte[]> alone =
        samples.stream()
            .collect(Collectors.toMap(Sample::id, sample -> sample.image().read().rgb().clone()));
    List<Sample> often = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      often.addAll(samples);
    }

    List<byte[]> together =
        often.parallelStream().map(sample -> sample.image().read().rgb()).toList();

    for (int index = 0; index < often.size(); index++) {
      assertThat(together.get(index)).isEqualTo(alone.get(often.get(index).id()));
    }
  }

  @Test
  public void whatIsDecodedTogetherHoldsTheImageItself() {
    for (Sample sample : some(reader().read())) {
      ImageSource source = sample.image();
      List<byte[]> own = new ArrayList<>();
      source.readTogether(
          (other, image) -> {
            if (other == source) {
              own.add(image.rgb());
            }
          });

      assertThat(own).as(sample.id()).hasSize(1);
      assertThat(own.get(0)).isEqualTo(source.read().rgb());
    }
  }

  private List<Sample> some(Dataset dataset) {
    List<Sample> samples = dataset.samples();
    List<Sample> some = new ArrayList<>();
    int count = Math.min(decoded(), samples.size());
    for (int index = 0; index < count; index++) {
      some.add(samples.get(index * samples.size() / count));
    }
    return some;
  }

  private static List<String> ids(Dataset dataset) {
    return dataset.samples().stream().map(Sample::id).toList();
  }
}
