package org.parfocal.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that asks for a {@link Program} one with the plugin under test installed, in an
 * empty folder and with an empty cache. The folder is {@code target/parfocal-tests/CLASS/METHOD};
 * what a test left there can be looked at until it runs again.
 *
 * <p>System properties, which the build sets: {@link Program#DISTRIBUTION} names the unpacked
 * distribution, {@link #PLUGIN} the jar of the plugin.
 */
public final class ParfocalExtension implements ParameterResolver {
  /** The system property that names the jar of the plugin under test; none is installed without. */
  public static final String PLUGIN = "parfocal.plugin";

  private static final Path FOLDERS = Path.of("target", "parfocal-tests");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Program.class;
  }

  /**
   * The same program for all parameters of a test and its methods before and after.
   *
   * @throws IllegalStateException if there is no distribution, or no jar of this name
   */
  @Override
  public Program resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getStore(Namespace.create(ParfocalExtension.class))
        .getOrComputeIfAbsent(Program.class, key -> program(test), Program.class);
  }

  private static Program program(ExtensionContext test) {
    String name = test.getTestMethod().map(Method::getName).orElse("class");
    Path folder = FOLDERS.resolve(test.getRequiredTestClass().getName()).resolve(name);
    try {
      clear(folder);
      Program program =
          Program.in(Files.createDirectories(folder).toAbsolutePath())
              .from(Program.distribution())
              .with("PARFOCAL_CACHE", folder.resolve("cache").toAbsolutePath().toString());
      String plugin = System.getProperty(PLUGIN, "");
      return plugin.isEmpty() ? program : program.withPlugins(install(Path.of(plugin), folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy, so that a build that goes on cannot change what runs. */
  private static Path install(Path jar, Path folder) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "The system property %s is %s, which is no file; run integration tests after the phase package, by maven-failsafe-plugin."
              .formatted(PLUGIN, jar));
    }
    Path plugins = Files.createDirectory(folder.resolve("plugins")).toAbsolutePath();
    Files.copy(jar, plugins.resolve(jar.getFileName()));
    return plugins;
  }

  private static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
