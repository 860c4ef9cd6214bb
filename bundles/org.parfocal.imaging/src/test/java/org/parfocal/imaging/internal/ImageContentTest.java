package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.imaging.Field;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.PatchSheet;
import org.parfocal.imaging.PngWriter;
import org.parfocal.imaging.Slides;
import org.parfocal.testkit.OptionValues;

/** Images are named by what they show, and read for it once. */
class ImageContentTest {
  private static final int SIZE = 32;
  private static final int BYTES = SIZE * SIZE * 3;

  @TempDir Path folder;
  private Path data = Path.of("");
  private Path cache = Path.of("");
  private final List<PixelCaches> opened = new ArrayList<>();

  @BeforeEach
  void folders() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    cache = folder.resolve("cache");
  }

  @AfterEach
  void close() {
    opened.forEach(PixelCaches::close);
    opened.clear();
  }

  @Test
  void isTheHashOfThePixelsThatAreRead() {
    write("a.png", 1);
    byte[] pixels = new byte[BYTES];
    for (String where : List.of("none", cache.toString())) {
      StudyImages images = images(StudyImages.Squaring.CROP, where);
      String content = images.content(file("a.png"));
      images.read(file("a.png"), pixels, 0);

      assertThat(content).isEqualTo(Sha256.of(pixels));
      assertThat(images.content(file("a.png"))).isEqualTo(content);
    }
  }

  @Test
  void isKnownLaterWithoutTheFile() throws IOException {
    write("a.png", 1);
    Sample sample = file("a.png");
    String content = images(StudyImages.Squaring.CROP, cache.toString()).content(sample);
    close();
    Files.delete(data.resolve("a.png"));

    assertThat(images(StudyImages.Squaring.CROP, cache.toString()).content(sample))
        .isEqualTo(content);
    assertThatThrownBy(() -> images(StudyImages.Squaring.SQUASH, cache.toString()).content(sample))
        .isInstanceOf(DatasetException.class);
  }

  @Test
  void isKnownWhereverTheFileIsMoved() throws IOException {
    write("a.png", 1);
    String content = images(StudyImages.Squaring.CROP, cache.toString()).content(file("a.png"));
    Path elsewhere = Files.move(data, folder.resolve("elsewhere"));
    Files.setLastModifiedTime(elsewhere.resolve("a.png"), FileTime.fromMillis(1_000_000));
    long index = Files.size(only("index"));

    Sample moved = sample(ImageFile.of(elsewhere, "a.png"));
    assertThat(images(StudyImages.Squaring.CROP, cache.toString()).content(moved))
        .isEqualTo(content);
    assertThat(Files.size(only("index"))).as("nothing was decoded").isEqualTo(index);
  }

  @Test
  void differsWithThePixelsAndNotWithTheSource() {
    RgbImage image = Slides.random(40, SIZE, 1);
    PngWriter.write(image, data.resolve("a.png"));
    write("b.png", 2);
    StudyImages images = images(StudyImages.Squaring.CROP, cache.toString());

    assertThat(images.content(file("b.png"))).isNotEqualTo(images.content(file("a.png")));
    assertThat(images(StudyImages.Squaring.SQUASH, cache.toString()).content(file("a.png")))
        .isNotEqualTo(images.content(file("a.png")));
    assertThat(images.content(sample(new Made("one", image))))
        .isEqualTo(images.content(sample(new Made("another", image))))
        .isEqualTo(images.content(file("a.png")));
  }

  /** Same path, same size, same time. */
  @Test
  void isAnotherOnceTheFileHasOtherBytes() throws IOException {
    write("a.png", 1);
    String before = images(StudyImages.Squaring.CROP, cache.toString()).content(file("a.png"));
    replaceUnnoticed("a.png", 2);

    StudyImages cached = images(StudyImages.Squaring.CROP, cache.toString());
    String now = cached.content(file("a.png"));
    byte[] pixels = new byte[BYTES];
    cached.read(file("a.png"), pixels, 0);

    assertThat(now).isNotEqualTo(before).isEqualTo(Sha256.of(pixels));
    assertThat(images(StudyImages.Squaring.CROP, "none").content(file("a.png"))).isEqualTo(now);
  }

  @Test
  void isThatOfTheFileWhereCachedPixelsAreDamaged() throws IOException {
    write("a.png", 1);
    String content = images(StudyImages.Squaring.CROP, cache.toString()).content(file("a.png"));
    close();
    try (RandomAccessFile raw = new RandomAccessFile(only("pixels").toFile(), "rw")) {
      raw.write(~raw.read());
      raw.seek(0);
      raw.write(77);
    }
    byte[] pixels = new byte[BYTES];
    StudyImages damaged = images(StudyImages.Squaring.CROP, cache.toString());
    damaged.read(file("a.png"), pixels, 0);

    assertThat(damaged.content(file("a.png"))).isEqualTo(content).isEqualTo(Sha256.of(pixels));
  }

  @Test
  void computesTheDigestsOfDamagedRecordsAgain() throws IOException {
    List<String> names = List.of("a.png", "b.png", "c.png");
    for (int index = 0; index < 3; index++) {
      write(names.get(index), index);
    }
    List<String> contents = contents(names);
    byte[] whole = Files.readAllBytes(only("index"));
    for (int position = 0; position < whole.length; position += 5) {
      byte[] bytes = whole.clone();
      bytes[position] ^= 16;
      Files.write(only("index"), bytes);

      assertThat(contents(names)).as("byte %d", position).isEqualTo(contents);
      assertThat(contents(names)).isEqualTo(contents);
    }
  }

  @Test
  void makesCachesOfAnEarlierFormAnew() throws IOException {
    write("a.png", 1);
    List<String> contents = contents(List.of("a.png"));
    byte[] index = Files.readAllBytes(only("index"));
    assertThat(index).startsWith("PFPIXEL2".getBytes(StandardCharsets.US_ASCII));
    index[7] = '1';
    Files.write(only("index"), index);
    long pixels = Files.size(only("pixels"));

    assertThat(contents(List.of("a.png"))).isEqualTo(contents);
    assertThat(Files.size(only("pixels"))).as("nothing old is left").isEqualTo(pixels);
    assertThat(Files.readAllBytes(only("index"))[7]).isEqualTo((byte) '2');
  }

  @Test
  void knowsPatches() {
    PngWriter.write(Slides.random(80, 64, 3), data.resolve("large.png"));
    PatchSheet sheet =
        PatchSheet.of(
            ImageFile.of(data, "large.png"),
            SIZE,
            List.of(new Field(0, 0, 32), new Field(40, 20, 32), new Field(0, 0, 32)));
    StudyImages images = images(StudyImages.Squaring.CROP, cache.toString());
    byte[] pixels = new byte[BYTES];

    List<String> contents =
        sheet.patches().stream().map(patch -> images.content(sample(patch))).toList();

    images.read(sample(sheet.patches().get(1)), pixels, 0);
    assertThat(contents.get(1)).isEqualTo(Sha256.of(pixels)).isNotEqualTo(contents.get(0));
    assertThat(contents.get(2)).isEqualTo(contents.get(0));
  }

  private void write(String name, int seed) {
    PngWriter.write(Slides.random(40, SIZE, seed), data.resolve(name));
  }

  private void replaceUnnoticed(String name, int seed) throws IOException {
    Path file = data.resolve(name);
    FileTime time = Files.getLastModifiedTime(file);
    long size = Files.size(file);
    write(name, seed);
    assertThat(Files.size(file)).isLessThanOrEqualTo(size);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(size); // what follows a PNG's end is not looked at
    }
    Files.setLastModifiedTime(file, time);
  }

  private List<String> contents(List<String> names) {
    StudyImages images = images(StudyImages.Squaring.CROP, cache.toString());
    List<String> contents = names.stream().map(name -> images.content(file(name))).toList();
    close();
    return contents;
  }

  private Sample file(String name) {
    return sample(ImageFile.of(data, name));
  }

  private record Made(String key, RgbImage read) implements ImageSource {
    @Override
    public String description() {
      return key;
    }
  }

  private static Sample sample(ImageSource image) {
    return new Sample("s", image, 0, "p", "p", "40X", OptionalDouble.empty(), null, Map.of());
  }

  private Path only(String ending) throws IOException {
    try (var files = Files.list(cache)) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  private StudyImages images(StudyImages.Squaring resize, String where) {
    PixelCaches caches = new PixelCaches();
    opened.add(caches);
    return new StudyImages(
        OptionValues.of(
            StudyImages.Options.class,
            Map.of(
                "size",
                SIZE,
                "resize",
                resize,
                "cache",
                where,
                "normalise",
                Normalisation.IMAGENET)),
        caches);
  }
}
