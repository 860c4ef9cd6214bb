package org.parfocal.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes the site of the documents, of {@code README.md} and the other pages at the root and of
 * those in {@code docs}. They are shown as they are, at the same place, so that links work here as
 * they do where the project is kept.
 */
public final class Site {
  private static final String JAVADOC = "api";

  private final Path root;
  private final Path folder;
  private final Map<String, Page> pages = new TreeMap<>();

  private Site(Path root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  /**
   * Makes the site.
   *
   * @param arguments the root of the project, the program that tells its reference, and the folder
   *     of the site
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Site site = new Site(Path.of(arguments[0]).toRealPath(), Path.of(arguments[2]));
    List<String> faults = site.make(new Reference(Path.of(arguments[1]).toRealPath()));
    faults.forEach(System.err::println);
    if (!faults.isEmpty()) {
      System.exit(1);
    }
  }

  private List<String> make(Reference reference) throws IOException, InterruptedException {
    readBelow(root, 1);
    readBelow(root.resolve("docs"), Integer.MAX_VALUE);
    Contents contents = Contents.of(Objects.requireNonNull(pages.get(Contents.FILE)));
    Links links = new Links(pages, path -> Files.isRegularFile(root.resolve(path)));
    List<String> faults = new ArrayList<>(links.faults());
    faults.addAll(contents.missing(pages));
    if (!faults.isEmpty()) {
      return faults;
    }
    List<Contents.Entry> more = new ArrayList<>();
    more.add(Contents.Entry.heading("Reference"));
    more.add(add("reference/options.md", reference.options()));
    more.add(add("reference/commands.md", reference.commands()));
    Path javadoc = root.resolve("target/reports/apidocs");
    if (Files.isDirectory(javadoc)) {
      copyBelow(javadoc, folder.resolve(JAVADOC));
      more.add(new Contents.Entry("Javadoc", JAVADOC + "/index.html", ""));
    }
    more.add(Contents.Entry.heading("Decisions"));
    pages.values().stream()
        .filter(page -> page.path().startsWith("docs/decisions/"))
        .forEach(page -> more.add(new Contents.Entry(page.title(), page.path(), "")));
    Template template = new Template(contents.and(more));
    for (Page page : pages.values()) {
      write(Page.shown(page.path()), template.html(page));
    }
    for (String file : links.files()) {
      copy(root.resolve(file), folder.resolve(file));
    }
    try (InputStream style =
        Objects.requireNonNull(Site.class.getResourceAsStream(Template.STYLE))) {
      write(Template.STYLE, new String(style.readAllBytes(), StandardCharsets.UTF_8));
    }
    return List.of();
  }

  private Contents.Entry add(String path, String markdown) {
    Page page = Page.of(path, markdown);
    pages.put(path, page);
    return new Contents.Entry(page.title(), path, "");
  }

  private void readBelow(Path below, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(below, depth)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".md")).sorted().toList()) {
        add(root.relativize(file).toString(), Files.readString(file));
      }
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void copyBelow(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
