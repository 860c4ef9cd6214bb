package org.parfocal.backbone.dl4j.internal.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.api.WholeFile;
import org.parfocal.nd4j.NativeBuild;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses algorithms by measuring them once for this machine; what was chosen is kept in a file,
 * one line for each convolution, so that later runs choose the same. Processes that measure at the
 * same time wait for each other and agree. Lines that cannot be read are measured anew; a file that
 * cannot be written costs time and nothing else.
 */
public final class MeasuredAlgorithms implements Algorithms.Choice {
  private static final Logger LOGGER = LoggerFactory.getLogger(MeasuredAlgorithms.class);

  /** File locks are held for a whole process. */
  private static final Object PROCESS = new Object();

  private static final long LARGEST_FILE = 1 << 20;

  private final Path file;
  private final String machine;
  private final int threads;
  private final Map<String, Algorithms> known = new HashMap<>();

  /**
   * The choice for an engine on this machine: measured where there is a choice, kept in the folder
   * that the system property {@code parfocal.cache} names, or {@code parfocal} among the user's
   * caches.
   */
  public static Algorithms.Choice of(NativeBuild engine) {
    return engine.oneDnn()
        ? new MeasuredAlgorithms(
            folder().resolve("convolutions.txt"), processor() + ", " + engine, engine.threads())
        : Algorithms.unmeasured();
  }

  private static Path folder() {
    String told = System.getProperty("parfocal.cache", "");
    if (!told.isEmpty()) {
      return Path.of(told);
    }
    String caches = System.getenv("XDG_CACHE_HOME");
    return caches == null || caches.isBlank()
        ? Path.of(System.getProperty("user.home", ""), ".cache", "parfocal")
        : Path.of(caches, "parfocal");
  }

  /** Homes are shared by machines that are not alike. */
  private static String processor() {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("model name") || line.startsWith("flags"))
          .limit(2)
          .map(line -> line.startsWith("flags") ? Integer.toHexString(line.hashCode()) : line)
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .collect(Collectors.joining(" "));
    } catch (IOException | UncheckedIOException e) {
      return System.getProperty("os.arch", "");
    }
  }

  /**
   * Measures and reads nothing yet.
   *
   * @param file that is read and written
   * @param machine what the choice depends on besides the convolution: processor, engine, threads
   */
  public MeasuredAlgorithms(Path file, String machine, int threads) {
    this.file = file;
    this.machine = machine.replaceAll("[=\\p{Cntrl}]", " ");
    this.threads = threads;
  }

  @Override
  public Algorithms of(Geometry geometry, boolean inputGradient) {
    String key = key(geometry, inputGradient);
    synchronized (PROCESS) {
      Algorithms before = known.get(key);
      if (before != null) {
        return before;
      }
      Algorithms chosen = shared(key, geometry, inputGradient);
      known.put(key, chosen);
      return chosen;
    }
  }

  private Algorithms shared(String key, Geometry geometry, boolean inputGradient) {
    read().forEach(known::putIfAbsent);
    Algorithms before = known.get(key);
    if (before != null) {
      return before;
    }
    Algorithms chosen = null;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel =
              FileChannel.open(
                  file.resolveSibling(file.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Map<String, Algorithms> all = new TreeMap<>(read());
        chosen = all.get(key);
        if (chosen == null) {
          chosen = new Stopwatch(geometry, inputGradient, threads).quickest();
          all.put(key, chosen);
          write(all);
        }
        LOGGER.debug("{}: {} ({})", key, chosen, lock.isValid());
      }
    } catch (IOException | OverlappingFileLockException e) {
      LOGGER.info("Choices of convolution algorithms cannot be kept in {}: {}", file, e.toString());
    }
    return chosen == null ? new Stopwatch(geometry, inputGradient, threads).quickest() : chosen;
  }

  private String key(Geometry geometry, boolean inputGradient) {
    SlidingWindow window = geometry.window();
    return "%s; %dx%d stride %dx%d at %d,%d; %s to %s; %s"
        .formatted(
            machine,
            window.height(),
            window.width(),
            window.strideY(),
            window.strideX(),
            geometry.top(),
            geometry.left(),
            text(geometry.in()),
            text(geometry.out()),
            inputGradient ? "both gradients" : "weights only");
  }

  private static String text(MapShape shape) {
    return shape.height() + "x" + shape.width() + "x" + shape.channels();
  }

  private Map<String, Algorithms> read() {
    Map<String, Algorithms> choices = new HashMap<>();
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_FILE) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        text.lines().forEach(line -> parse(line, choices));
      }
    } catch (IOException e) {
      LOGGER.info("Choices of convolution algorithms cannot be read: {}", e.toString());
    }
    return choices;
  }

  private static void parse(String line, Map<String, Algorithms> choices) {
    int equals = line.lastIndexOf('=');
    if (equals > 0) {
      value(line.substring(equals + 1).trim())
          .ifPresent(chosen -> choices.put(line.substring(0, equals).trim(), chosen));
    }
  }

  private static Optional<Algorithms> value(String text) {
    for (Algorithms.Forward forward : Algorithms.Forward.values()) {
      for (Algorithms.Backward backward : Algorithms.Backward.values()) {
        Algorithms algorithms = new Algorithms(forward, backward);
        if (text.equals(text(algorithms))) {
          return Optional.of(algorithms);
        }
      }
    }
    return Optional.empty();
  }

  private static String text(Algorithms algorithms) {
    return algorithms.forward() + " " + algorithms.backward();
  }

  private void write(Map<String, Algorithms> choices) throws IOException {
    List<String> lines =
        choices.entrySet().stream().map(e -> e.getKey() + " = " + text(e.getValue())).toList();
    String text = String.join("\n", lines) + "\n";
    if (text.length() <= LARGEST_FILE) {
      WholeFile.write(file, text);
    }
  }
}
