package org.parfocal.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.parfocal.core.JobKey;
import org.parfocal.core.StoredJob;
import org.parfocal.core.StoredStudy;
import org.parfocal.itest.Program;

/** What the page about plugins shows compiles, passes its own tests, and runs in the platform. */
class PageIT {
  private static final Path PAGE = Path.of("../docs/writing-a-plugin.md");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern STUDY = Pattern.compile("(?s)```yaml\n(study: coral\n.*?)```");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package (\\S+);");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|@?interface|record) (\\w+)");

  @TempDir static Path folder;
  private static Path classes;
  private static Path testClasses;
  private static List<String> tests;

  @BeforeAll
  static void compileEveryExample() throws IOException {
    classes = folder.resolve("classes");
    testClasses = folder.resolve("test-classes");
    Map<Boolean, List<Path>> sources =
        writeSources().stream()
            .collect(
                Collectors.partitioningBy(file -> file.toString().matches(".*(Test|IT).java")));
    compile(sources.get(false), classes);
    compile(sources.get(true), testClasses);
    tests =
        sources.get(true).stream()
            .map(PageIT::className)
            .filter(name -> name.endsWith("Test"))
            .toList();
    assertThat(tests).hasSizeGreaterThan(7);
  }

  private static void compile(List<Path> sources, Path place) throws IOException {
    String classPath = classes + File.pathSeparator + classPath();
    StringWriter said = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-proc:none", "-d", place.toString(), "-classpath", classPath);
      boolean compiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }

  @Test
  void theTestsOfTheExamplesPass() throws Exception {
    try (URLClassLoader loader = new URLClassLoader(urls())) {
      Thread.currentThread().setContextClassLoader(loader);
      List<DiscoverySelector> selected = new ArrayList<>();
      for (String test : tests) {
        selected.add(selectClass(loader.loadClass(test)));
      }
      EngineTestKit.engine("junit-jupiter")
          .selectors(selected.toArray(DiscoverySelector[]::new))
          .execute()
          .testEvents()
          .assertStatistics(events -> events.failed(0).skipped(0))
          .succeeded()
          .assertThatEvents()
          .hasSizeGreaterThan(50);
    } finally {
      Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }
  }

  /** The objective, a class and its strategy, on domains that are held out. */
  @Test
  void theObjectiveIsTrainedInThePlatform() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginBundle.write(
        plugins.resolve("coral.jar"), "org.example.coral", "org.example.coral", "*", classes);
    String study = first(STUDY, Files.readString(PAGE));
    Path file = Files.writeString(folder.resolve("coral.yaml"), study);

    StoredStudy left = Program.in(folder).withPlugins(plugins).study(file);

    assertThat(left.variants()).containsExactly("baseline", "coral");
    assertThat(left.jobs()).hasSize(6).allMatch(StoredJob::isDone);
    assertThat(left.history(new JobKey("coral", "100X", 13)).get(1)).containsKey("loss.coral");
  }

  /** One file for each block that is a type of its own. */
  private static List<Path> writeSources() throws IOException {
    List<Path> sources = new ArrayList<>();
    Matcher block = JAVA.matcher(Files.readString(PAGE));
    while (block.find()) {
      String text = block.group(1);
      Path source =
          folder
              .resolve("source")
              .resolve(first(PACKAGE, text).replace('.', '/'))
              .resolve(first(TYPE, text) + ".java");
      Files.createDirectories(source.getParent());
      assertThat(source).doesNotExist();
      sources.add(Files.writeString(source, text));
    }
    return sources;
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  /** What a test of the examples is given, beside the class path of this one. */
  private static URL[] urls() throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(classes.toUri().toURL());
    urls.add(testClasses.toUri().toURL());
    for (Path jar : distributed()) {
      urls.add(jar.toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static String classPath() throws IOException {
    return Stream.concat(
            distributed().stream().map(Path::toString),
            Stream.of(System.getProperty("java.class.path")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The bundles of the distribution, and the libraries of its engine. */
  private static List<Path> distributed() throws IOException {
    try (Stream<Path> files = Files.walk(Program.distribution().resolve("repository"))) {
      return files
          .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
          .toList();
    }
  }

  private static String className(Path source) {
    String path = folder.resolve("source").relativize(source).toString();
    return path.substring(0, path.length() - ".java".length()).replace(File.separatorChar, '.');
  }
}
