package org.parfocal.augmentation.dcgan.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.parfocal.api.Sha256;

/**
 * Independent streams of streams, one for each purpose, from the job's seed and the group's name.
 *
 * @param seed of the job
 * @param group name of the group
 */
record GeneratorStreams(long seed, String group) {
  /** The stream of one purpose, for example that of image 7. */
  RandomGenerator stream(String purpose, int index) {
    String place = seed + "\n" + group + "\n" + purpose + "\n" + index;
    byte[] hash = new Sha256().add(place.getBytes(StandardCharsets.UTF_8)).bytes();
    return new SplittableRandom(ByteBuffer.wrap(hash).getLong());
  }
}
