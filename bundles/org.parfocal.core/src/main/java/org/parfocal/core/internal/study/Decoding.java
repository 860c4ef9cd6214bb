package org.parfocal.core.internal.study;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;
import org.parfocal.core.ProgressListener;

/**
 * What it takes to decode the images of a study that no cache holds, judged by some of them.
 *
 * @param readable ids of those that could be read
 * @param images that are to be decoded
 * @param seconds for one, with all threads
 * @param bytes that the cache keeps of one; 0 if it keeps none
 */
record Decoding(Set<String> readable, long images, double seconds, long bytes) {
  /** Decodes some images, and keeps them as any run does. */
  static Decoding of(
      Images images,
      List<Sample> all,
      List<Sample> some,
      LongSupplier clock,
      ProgressListener listener) {
    long missing = missing(images, all);
    Set<String> readable = new HashSet<>();
    int half = some.size() / 2;
    read(images, some.subList(0, half), readable, listener);
    List<Sample> rest = some.subList(half, some.size());
    long open = missing(images, rest);
    long start = clock.getAsLong();
    read(images, rest, readable, listener);
    double seconds = (clock.getAsLong() - start) / 1e9;
    boolean keeps = missing(images, rest) < rest.size();
    long bytes = keeps ? 3L * images.size() * images.size() : 0;
    return new Decoding(readable, missing, open == 0 ? 0 : seconds / open, bytes);
  }

  private static long missing(Images images, List<Sample> samples) {
    return samples.stream().filter(sample -> !images.kept(sample)).count();
  }

  private static void read(
      Images images, List<Sample> samples, Set<String> readable, ProgressListener listener) {
    SampleWork.each(samples, sample -> readable(images, sample), listener, "measuring: image")
        .stream()
        .filter(id -> id != null)
        .forEach(readable::add);
  }

  private static String readable(Images images, Sample sample) {
    try {
      return images.content(sample).isEmpty() ? "" : sample.id();
    } catch (DatasetException e) {
      return ""; // run names it
    }
  }
}
