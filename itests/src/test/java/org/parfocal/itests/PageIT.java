package org.parfocal.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

/** What the page about plugins shows compiles against what an author is given. */
class PageIT {
  private static final Path PAGE = Path.of("../docs/writing-a-plugin.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package (\\S+);");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|@?interface|record) (\\w+)");

  @TempDir Path folder;

  @Test
  void everyExampleCompiles() throws Exception {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(15);
    StringWriter said = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-d", folder.resolve("classes").toString(), "-classpath", classPath());
      assertThat(
              compiler
                  .getTask(
                      said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                  .call())
          .as(said.toString())
          .isTrue();
    }
  }

  /** One file for each block that is a type of its own. */
  private List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
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

  /** The bundles of the distribution, the engine's libraries, and the test kits. */
  private static String classPath() throws IOException {
    try (Stream<Path> jars = Files.walk(Program.distribution().resolve("repository"))) {
      return jars.filter(jar -> jar.toString().endsWith(".jar") && Files.isRegularFile(jar))
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator, "", File.pathSeparator))
          .concat(System.getProperty("java.class.path"));
    }
  }
}
