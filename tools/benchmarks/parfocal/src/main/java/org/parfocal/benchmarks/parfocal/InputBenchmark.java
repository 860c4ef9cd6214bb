package org.parfocal.benchmarks.parfocal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.parfocal.api.Sample;
import org.parfocal.api.Transform;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.internal.BenchmarkedImaging;
import org.parfocal.learning.internal.input.Batches;
import org.parfocal.learning.internal.input.NormalisedBatch;
import org.parfocal.learning.internal.input.PixelFeed;
import org.parfocal.learning.internal.input.PixelReader;
import org.parfocal.learning.internal.input.RandomStreams;
import org.parfocal.nd4j.internal.Activator;

/** Has images read for training, by a consumer who does nothing with them. */
public final class InputBenchmark {
  private static final int FILES = 64;
  private static final int WARM_UP = 3;

  /** How often a later pass reads each file, because reading the cache is quick. */
  private static final int REPEATS = 32;

  private final PixelReader reader;
  private final int batch;
  private final Transform transform = BenchmarkedImaging.transforms();
  private final RandomStreams streams = new RandomStreams(1);

  private InputBenchmark(PixelReader reader, int batch) {
    this.reader = reader;
    this.batch = batch;
  }

  /**
   * Prints images/s of each first pass, and in a second line of each later pass.
   *
   * @param arguments empty folder for images and cache, pixels, threads, batch, passes
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Activator.prepare(false).start();
    Path folder = Path.of(arguments[0]);
    int size = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    int batch = Integer.parseInt(arguments[3]);
    int passes = WARM_UP + Integer.parseInt(arguments[4]);
    ExamplePhotos.write(FILES, folder);
    try (PixelReader reader = new PixelReader(BenchmarkedImaging.images(size, folder), threads)) {
      InputBenchmark input = new InputBenchmark(reader, batch);
      double[] first = new double[passes];
      double[] later = new double[passes];
      List<Sample> samples = List.of();
      for (int pass = 0; pass < passes; pass++) {
        samples = changedFiles(folder, pass);
        first[pass] = input.speed(samples, pass);
      }
      samples = Collections.nCopies(REPEATS, samples).stream().flatMap(List::stream).toList();
      for (int pass = 0; pass < passes; pass++) {
        later[pass] = input.speed(samples, pass);
      }
      answers.println(line(first));
      answers.println(line(later));
    }
  }

  /** Gives the files another time, so that the cache does not know them. */
  private static List<Sample> changedFiles(Path folder, int second) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int photo = 0; photo < FILES; photo++) {
      String name = photo + ".png";
      Files.setLastModifiedTime(folder.resolve(name), FileTime.from(second, TimeUnit.SECONDS));
      ImageFile image = ImageFile.of(folder, name);
      samples.add(
          new Sample(name, image, 0, name, name, null, OptionalDouble.empty(), null, Map.of()));
    }
    return samples;
  }

  /** Images/s when all samples are read as a training reads them. */
  private double speed(List<Sample> samples, int epoch) {
    List<List<Sample>> batches = Batches.ofAtMost(batch, samples);
    long start = System.nanoTime();
    try (PixelFeed<NormalisedBatch> feed =
        reader.feed(
            batches,
            (rgb, size, row) ->
                transform.apply(rgb, 0, size, streams.stream("transform", epoch, row)))) {
      for (int step = 0; step < batches.size(); step++) {
        feed.next();
      }
      return samples.size() * 1e9 / (System.nanoTime() - start);
    }
  }

  private static String line(double[] speeds) {
    return DoubleStream.of(speeds)
        .skip(WARM_UP)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(" "));
  }
}
