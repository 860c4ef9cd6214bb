package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;
import org.parfocal.itest.Program;
import org.parfocal.itests.PluginBundle;
import org.parfocal.itests.broken.BrokenModel.Fault;

/**
 * Broken plugins, all at once: each is named in one sentence, and the rest of the study is done.
 */
class BrokenPluginsIT {
  private static final String HEAD =
      "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: lab.%s\n";

  @TempDir Path folder;
  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
  }

  @Test
  void jarsThatCannotStartAreLeftOutEachWithItsReason() throws Exception {
    List<String> named = new ArrayList<>();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("imports-nothing-there", "Import-Package: org.absent\n");
    headers.put("imports-a-newer-api", "Import-Package: org.parfocal.api;version=\"[99,100)\"\n");
    headers.put("requires-a-bundle", "Require-Bundle: org.absent\n");
    headers.put(
        "requires-another-java",
        "Require-Capability: osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"\n");
    headers.put("requires-a-service", "Require-Capability: lab.absent\n");
    headers.put("fragment-of-none", "Fragment-Host: org.absent\n");
    headers.put("exports-the-api", "Export-Package: org.parfocal.api;version=\"9.9\"\n");
    headers.put("exports-java", "Export-Package: java.lang\n");
    headers.put("imports-badly", "Import-Package: ;;;\n");
    headers.put("imports-twice", "Import-Package: org.parfocal.api,org.parfocal.api\n");
    headers.put("version-is-none", "Bundle-Version: one.two\n");
    headers.put("component-is-missing", "Service-Component: OSGI-INF/absent.xml\n");
    headers.put("activator-is-missing", "Bundle-Activator: lab.Absent\n");
    for (Map.Entry<String, String> each : headers.entrySet()) {
      named.add(jar(each.getKey(), each.getValue(), Map.of()));
    }
    named.add(
        jar(
            "component-is-no-xml",
            "Service-Component: OSGI-INF/a.xml\n",
            Map.of("OSGI-INF/a.xml", "<scr:component".getBytes(StandardCharsets.UTF_8))));
    named.add(
        jar(
            "component-has-entities",
            "Service-Component: OSGI-INF/a.xml\n",
            Map.of(
                "OSGI-INF/a.xml",
                "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>".getBytes(StandardCharsets.UTF_8))));
    byte[] newer = activator("");
    newer[7] = 99;
    named.add(jar("newer-java", "", Map.of("lab/Activator.class", newer)));
    named.add(activated("activator-throws", "throw new IllegalStateException(\"no luck\");"));
    named.add(activated("activator-overflows", "throw new StackOverflowError();"));
    named.add(
        activated(
            "activator-hangs",
            "while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } }"));
    named.add(file("empty", new byte[0]));
    named.add(file("text", "no jar".getBytes(StandardCharsets.UTF_8)));
    named.add(
        file(
            "cut",
            Arrays.copyOf(Files.readAllBytes(plugins.resolve("requires-a-bundle.jar")), 60)));
    named.add(plain("no-bundle"));
    Files.createDirectory(plugins.resolve("folder.jar"));
    named.add("folder.jar");
    jar("lab", "", Map.of());
    Files.copy(plugins.resolve("lab.jar"), plugins.resolve("lab-again.jar"));
    named.add("lab.jar"); // the second of two that hold the same bundle
    // Neither is broken: a thread that stays, and a stop that throws, harm nothing.
    activated(
        "leaves-a-thread",
        "new Thread(() -> { while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } } }).start();");

    StudyFolder study = StudyFolder.write(folder, "{strategy: texture}");
    Program.Ended run =
        Program.in(folder)
            .withPlugins(plugins)
            .run("run", StudyFolder.FILE, "--quiet", "--no-report");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(study.states().values()).containsExactly("done", "done", "done", "done");
    assertThat(run.err())
        .doesNotContain("\tat ")
        .contains("lab.leaves.a.thread")
        .contains("no luck");
    List<String> warnings = run.err().lines().filter(line -> line.startsWith("warning: ")).toList();
    assertThat(named).hasSize(25);
    for (String jar : named) {
      assertThat(warnings)
          .as(jar)
          .filteredOn(line -> line.contains("/" + jar) || line.contains(" " + jar))
          .hasSize(1);
    }
    assertThat(warnings)
        .hasSize(25)
        .allMatch(line -> line.contains(" is left out: ") && line.endsWith("."));
  }

  @Test
  void modelsThatGoWrongFailTheirJobsAlone() throws Exception {
    PluginBundle.write(
        plugins.resolve("broken.jar"), "org.parfocal.itests.broken", "org.parfocal.itests.broken");
    StringBuilder variants = new StringBuilder("  sound: {model: {strategy: texture}}\n");
    for (Fault fault : Fault.values()) {
      variants.append("  %s: {model: {strategy: broken, fault: %1$s}}\n".formatted(written(fault)));
    }
    Files.writeString(
        folder.resolve("study.yaml"),
        """
        study: tiny
        dataset: {reader: synthetic, patients: 12, places: 1, image-size: 32}
        protocol: {split: patient-holdout, test-patients: 0.34, validation-patients: 0.34}
        images: {size: 32}
        variants:
        """
            + variants);

    Program.Ended run =
        Program.in(folder).withPlugins(plugins).run("run", "study.yaml", "--no-report");

    Map<String, String> states = new StudyFolder(folder).states();
    assertThat(run.code()).as(run.said()).isEqualTo(5);
    for (Fault fault : Fault.values()) {
      boolean harmless = fault == Fault.NONE || fault == Fault.LEAVES_A_THREAD;
      String expected = harmless ? "done" : "failed";
      assertThat(states)
          .as(written(fault))
          .anySatisfy(
              (job, state) -> {
                assertThat(job).startsWith(written(fault) + "/");
                assertThat(state).isEqualTo(expected);
              });
      if (!harmless) {
        assertThat(run.said().lines())
            .as(written(fault))
            .anyMatch(line -> line.contains(written(fault) + "/") && line.contains("failed: "));
      }
    }
    assertThat(states)
        .anySatisfy(
            (job, state) -> {
              assertThat(job).startsWith("sound/");
              assertThat(state).isEqualTo("done");
            });
    assertThat(run.said())
        .doesNotContain("This is a bug")
        .contains(
            "All jobs of the variant throws-in-constructor fail: ", "has not returned within");
  }

  @Test
  void aStudyOfWhichNothingStartsIsRefused() throws Exception {
    PluginBundle.write(
        plugins.resolve("broken.jar"), "org.parfocal.itests.broken", "org.parfocal.itests.broken");
    StudyFolder study =
        StudyFolder.write(folder, "{strategy: broken, fault: throws-in-constructor}");

    Program.Ended run = Program.in(folder).withPlugins(plugins).run(4, "run", StudyFolder.FILE);

    assertThat(run.err())
        .contains("failed to start: java.lang.IllegalStateException: no luck in the constructor")
        .doesNotContain("\tat ");
    assertThat(study.states()).isEmpty();
  }

  private static String written(Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String activated(String name, String start) throws IOException {
    return jar(
        name,
        "Bundle-Activator: lab.Activator\nImport-Package: org.osgi.framework\n",
        Map.of("lab/Activator.class", activator(start)));
  }

  private byte[] activator(String start) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source/lab")).resolve("Activator.java");
    Files.writeString(
        source,
        """
        package lab;
        public class Activator implements org.osgi.framework.BundleActivator {
          public void start(org.osgi.framework.BundleContext context) { %s }
          public void stop(org.osgi.framework.BundleContext context) { throw new IllegalStateException("no luck"); }
        }
        """
            .formatted(start));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", framework(), source.toString());
    assertThat(code).isZero();
    return Files.readAllBytes(source.resolveSibling("Activator.class"));
  }

  private static String framework() {
    return BundleActivator.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private String jar(String name, String headers, Map<String, byte[]> files) throws IOException {
    return write(name, HEAD.formatted(name.replace('-', '.')) + headers, files);
  }

  private String plain(String name) throws IOException {
    return write(name, "Manifest-Version: 1.0\n", Map.of());
  }

  private String write(String name, String manifest, Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      jar.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
      jar.write((manifest + "\n").getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        jar.putNextEntry(new JarEntry(file.getKey()));
        jar.write(file.getValue());
      }
    }
    return file(name, bytes.toByteArray());
  }

  private String file(String name, byte[] bytes) throws IOException {
    Files.write(plugins.resolve(name + ".jar"), bytes);
    return name + ".jar";
  }
}
