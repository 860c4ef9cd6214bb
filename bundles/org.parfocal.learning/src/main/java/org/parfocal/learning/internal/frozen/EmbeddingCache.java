package org.parfocal.learning.internal.frozen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.Images;
import org.parfocal.api.Sha256;
import org.parfocal.api.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeddings on disk, by the {@link Images#content} of what was embedded. A folder holds those of
 * one backbone at one way of making images and normalising them, in files that are written once and
 * never changed, so that several processes may add to it. A file that is damaged is removed, and
 * what it held is computed again.
 */
public final class EmbeddingCache {
  private static final Logger log = LoggerFactory.getLogger(EmbeddingCache.class);
  private static final String ENDING = ".embeddings";

  /** Part of every folder's name, so that embeddings kept by other keys are not looked at. */
  private static final String FORM = "by content";

  private final Path directory;
  private final Set<Path> read = new HashSet<>();

  private EmbeddingCache(Path directory) {
    this.directory = directory;
  }

  /** The cache of one embedding function below the job's cache folder. */
  public static EmbeddingCache of(Path cache, String fingerprint, Images images) {
    String function =
        String.join(
            "\n",
            List.of(
                FORM,
                fingerprint,
                images.key(),
                images.mean().toString(),
                images.deviation().toString()));
    String name = Sha256.of(function).substring(0, 32);
    return new EmbeddingCache(cache.resolve("embeddings").resolve(name));
  }

  /** Names what is kept here, among all that is kept. */
  String name() {
    return "embeddings " + directory.getFileName();
  }

  /** Everything that can be read and was not read by this before, by image content. */
  public Map<String, float[]> load() {
    Map<String, float[]> embeddings = new HashMap<>();
    if (!Files.isDirectory(directory)) {
      return embeddings;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
      for (Path file : files) {
        if (read.add(file)) {
          load(file, embeddings);
        }
      }
    } catch (IOException e) {
      log.warn("Embeddings in {} cannot be listed ({}); they are computed again.", directory, e);
    }
    return embeddings;
  }

  /**
   * Adds embeddings by image content; a folder that cannot be written costs time and nothing else.
   */
  public void store(Map<String, float[]> embeddings, Consumer<String> warnings) {
    Path file = directory.resolve(UUID.randomUUID() + ENDING);
    read.add(file);
    try {
      Files.createDirectories(directory);
      WholeFile.writeSynced(file, out -> out.write(EmbeddingCacheFile.encode(embeddings).array()));
    } catch (IOException e) {
      warnings.accept(
          "Embeddings could not be kept in "
              + directory
              + " ("
              + e
              + "); the next job computes them again.");
    }
  }

  private static void load(Path file, Map<String, float[]> embeddings) {
    try {
      embeddings.putAll(EmbeddingCacheFile.decode(ByteBuffer.wrap(Files.readAllBytes(file))));
      CacheFolder.used(file);
    } catch (NoSuchFileException e) {
      log.debug("{} was removed meanwhile", file, e);
    } catch (IOException e) {
      log.warn("{} is damaged ({}); its embeddings are computed again.", file, e.getMessage());
      try {
        Files.deleteIfExists(file);
      } catch (IOException stays) {
        log.debug("{} stays", file, stays);
      }
    }
  }
}
