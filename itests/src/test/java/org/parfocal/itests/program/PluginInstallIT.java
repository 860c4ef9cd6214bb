package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;
import org.parfocal.itests.PluginBundle;

class PluginInstallIT {
  private static final String NAME = "org.parfocal.itests.constant";
  private static final String COORDINATES = "org.example:constant:1.0.0";
  private static final String FILE = "/org/example/constant/1.0.0/constant-1.0.0.jar";

  @TempDir Path folder;
  private Path jar;
  private Program program;

  @BeforeEach
  void writePlugin() throws Exception {
    jar =
        PluginBundle.write(
            Files.createDirectory(folder.resolve("built")).resolve("any.jar"), NAME, NAME);
    program = Program.in(Files.createDirectory(folder.resolve("here")));
  }

  @Test
  void aJarIsInstalledListedFoundAndRemoved() throws Exception {
    Program.Ended installed = program.run(0, "plugin", "install", jar.toString(), "--in", "lab");
    String sum = sum("SHA-256", Files.readAllBytes(jar));
    Path lab = program.folder().resolve("lab");
    assertThat(installed.out()).contains(NAME + " 1.0.0 is in ", sum);
    assertThat(lab.resolve(NAME + "-1.0.0.jar")).hasSameBinaryContentAs(jar);
    assertThat(lab.resolve("installed.csv"))
        .content()
        .contains(NAME + ",1.0.0,", sum, jar.toString());

    Program with = program.withPlugins(lab);
    assertThat(with.run(0, "plugins", "constant").out()).contains("strategy: constant");
    assertThat(with.run(2, "plugin", "install", jar.toString(), "--in", "lab").err())
        .contains(
            jar + " holds the bundle " + NAME, "remove that first: parfocal plugin remove " + NAME);
    assertThat(program.run(0, "plugin", "list", "--in", "lab").out()).contains(sum, "from " + jar);
    Files.write(lab.resolve(NAME + "-1.0.0.jar"), new byte[1], StandardOpenOption.APPEND);
    assertThat(program.run(0, "plugin", "list", "--in", "lab").out()).contains("changed since");

    assertThat(program.run(2, "plugin", "remove", "../../here", "--in", "lab").err())
        .contains("holds no bundle named ../../here");
    program.run(0, "plugin", "remove", NAME, "--in", "lab");
    assertThat(lab.resolve(NAME + "-1.0.0.jar")).doesNotExist();
    assertThat(lab.resolve("installed.csv")).content().doesNotContain(NAME);
  }

  @Test
  void whatWouldNotWorkIsRefusedInASentenceAndNothingIsWritten() throws Exception {
    Path plain = manifest("plain.jar", Map.of("Built-By", "somebody"));
    assertRefused(plain, plain + " is no OSGi bundle");
    assertRefused(Files.writeString(folder.resolve("text.jar"), "no jar"), "is no OSGi bundle");
    assertRefused(
        manifest(
            "api.jar", Map.of("Bundle-SymbolicName", "a", "Export-Package", "org.parfocal.api")),
        "exports the package org.parfocal.api, which Parfocal has itself");
    assertRefused(
        manifest("lacking.jar", Map.of("Bundle-SymbolicName", "b", "Import-Package", "org.absent")),
        "would not start here",
        "org.absent");
    assertRefused(
        manifest("escaping.jar", Map.of("Bundle-SymbolicName", "../../escaping")), "escaping");
    assertRefused(
        manifest("twin.jar", Map.of("Bundle-SymbolicName", "org.parfocal.model.texture")),
        "holds the bundle org.parfocal.model.texture, and 0.");
    assertRefused(folder.resolve("gone.jar"), "is neither a file nor GROUP:ARTIFACT:VERSION");
    assertThat(folder.resolve("escaping-0.0.0.jar")).doesNotExist();
    assertThat(program.folder().resolve("lab")).doesNotExist();
  }

  @Test
  void aJarIsDownloadedIfTheRepositorysChecksumIsIts() throws Exception {
    byte[] bytes = Files.readAllBytes(jar);
    Map<String, byte[]> files = new ConcurrentHashMap<>(Map.of(FILE, bytes));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = files.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    String repository = "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
    try {
      assertThat(install(6, repository))
          .contains("The repository has no checksum of " + repository + FILE);
      files.put(FILE + ".sha1", text("0".repeat(40)));
      assertThat(install(6, repository))
          .contains("is not what its checksum in the repository says");
      assertThat(program.folder().resolve("lab")).doesNotExist();
      files.put(FILE + ".sha1", text(sum("SHA-1", bytes) + "  constant-1.0.0.jar\n"));
      install(0, repository);
      assertThat(program.folder().resolve("lab").resolve(NAME + "-1.0.0.jar"))
          .hasBinaryContent(bytes);
      assertThat(program.run(0, "plugin", "list", "--in", "lab").out())
          .contains("from " + COORDINATES);
    } finally {
      server.stop(0);
    }
    assertThat(install(2, "http://example.org/"))
        .contains("--repository is http://example.org/; it must be an https address");
  }

  private String install(int code, String repository) throws Exception {
    Path to = program.folder().resolve("lab").resolve(NAME + "-1.0.0.jar");
    if (code == 2) {
      Files.deleteIfExists(to);
    }
    return program
        .with("PARFOCAL_OPTS", "-Dmaven.repo.local=" + folder.resolve("none"))
        .run(code, "plugin", "install", COORDINATES, "--repository", repository, "--in", "lab")
        .said();
  }

  private void assertRefused(Path file, String... sentences) throws Exception {
    Program.Ended ended = program.run(2, "plugin", "install", file.toString(), "--in", "lab");
    assertThat(ended.err()).contains(sentences).doesNotContain("\tat ");
  }

  private Path manifest(String name, Map<String, String> headers) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (headers.containsKey("Bundle-SymbolicName")) {
      manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    }
    headers.forEach(manifest.getMainAttributes()::putValue);
    Path file = folder.resolve(name);
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
    return file;
  }

  private static String sum(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
