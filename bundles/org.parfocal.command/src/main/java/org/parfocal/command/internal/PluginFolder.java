package org.parfocal.command.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sha256;
import org.parfocal.api.WholeFile;
import org.parfocal.core.text.Csv;

/**
 * A folder of plugins' jars, with {@code installed.csv}: what was installed there, from where, and
 * its checksum.
 *
 * @param path the folder
 */
record PluginFolder(Path path) {
  /** Of a jar in bytes: the engine itself is smaller. */
  static final long LARGEST = 512L << 20;

  private static final String RECORD = "installed.csv";
  private static final List<String> HEADER = List.of("bundle", "version", "file", "sha256", "from");
  private static final long LARGEST_RECORD = 4L << 20;

  /** Property by which the start script tells where the distribution is. */
  private static final String HOME = "parfocal.home";

  /** A line of the record. */
  record Entry(String bundle, String version, String file, String sha256, String from) {
    List<String> cells() {
      return List.of(bundle, version, file, sha256, from);
    }
  }

  /** The distribution's own. */
  static PluginFolder ofDistribution() {
    return new PluginFolder(Path.of(System.getProperty(HOME, ""), "plugins"));
  }

  /**
   * Puts a jar into the folder.
   *
   * @param entry whose file does not exist there
   */
  void add(Path jar, Entry entry) {
    Path file = path.resolve(entry.file());
    if (!path.normalize().equals(file.normalize().getParent())) {
      throw new ConfigurationException(
          "The bundle's name %s cannot name a file.".formatted(entry.bundle()));
    }
    try {
      Files.createDirectories(path);
      WholeFile.write(file, out -> Files.copy(jar, out));
      List<Entry> entries = new ArrayList<>(entries());
      entries.removeIf(each -> each.file().equals(entry.file()));
      entries.add(entry);
      write(entries);
    } catch (IOException e) {
      throw new OutputException("%s cannot be written: %s.".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Removes the jars of a bundle.
   *
   * @return their names
   * @throws ConfigurationException if there is none
   */
  List<String> remove(String bundle) {
    List<Path> jars = jars().stream().filter(jar -> name(jar).equals(bundle)).toList();
    if (jars.isEmpty()) {
      throw new ConfigurationException(
          "%s holds no bundle named %s; \"parfocal plugin list\" lists them."
              .formatted(path, bundle));
    }
    try {
      for (Path jar : jars) {
        Files.delete(jar);
      }
      List<String> names = jars.stream().map(PluginFolder::file).toList();
      write(entries().stream().filter(entry -> !names.contains(entry.file())).toList());
      return names;
    } catch (IOException e) {
      throw new OutputException(
          "A jar in %s cannot be removed: %s.".formatted(path, e.getMessage()), e);
    }
  }

  /** The jars, by name. */
  List<Path> jars() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file(file).endsWith(".jar"))
          .filter(file -> Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new OutputException("%s cannot be read: %s.".formatted(path, e.getMessage()), e);
    }
  }

  /** What was installed. */
  List<Entry> entries() {
    Path record = path.resolve(RECORD);
    if (!Files.isRegularFile(record, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try {
      if (Files.size(record) > LARGEST_RECORD) {
        throw new IOException("it is too large");
      }
      List<List<String>> rows = Csv.parse(Files.readString(record));
      if (rows.stream().anyMatch(row -> row.size() != HEADER.size())) {
        throw new IOException("a row has another number of cells");
      }
      return rows.stream()
          .skip(1)
          .map(row -> row.stream().map(Csv::restored).toList())
          .map(row -> new Entry(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
          .toList();
    } catch (IOException e) {
      throw new OutputException(
          "%s is damaged: %s; remove it, and the plugins stay.".formatted(record, e.getMessage()),
          e);
    }
  }

  private void write(List<Entry> entries) throws IOException {
    WholeFile.write(
        path.resolve(RECORD), Csv.text(HEADER, entries.stream().map(Entry::cells).toList()));
  }

  /** Whether a jar is the one that was installed, in words. */
  String state(Path jar) {
    return entries().stream()
        .filter(entry -> entry.file().equals(file(jar)))
        .findFirst()
        .map(entry -> entry.sha256().equals(sum(jar)) ? "from " + entry.from() : "changed since")
        .orElse("put there by hand");
  }

  /** SHA-256 of a jar. */
  static String sum(Path jar) {
    try {
      return Sha256.ofFile(jar);
    } catch (IOException e) {
      throw new OutputException("%s cannot be read: %s.".formatted(jar, e.getMessage()), e);
    }
  }

  /** The symbolic name in a jar; empty if it has none. */
  static String name(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String name =
          manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
      return name == null ? "" : name.split(";", 2)[0].strip();
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }

  private static String file(Path path) {
    return Objects.requireNonNull(path.getFileName()).toString();
  }
}
