package org.parfocal.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;

/** The documents in the order in which {@code docs/README.md} names them. */
record Contents(List<Entry> entries) {
  /** The document that names the others. */
  static final String FILE = "docs/README.md";

  /** Reasons of decisions, found from where they matter. */
  private static final String DECISIONS = "docs/decisions/";

  /**
   * One line.
   *
   * @param path the document; empty for a heading
   * @param anchor in it, or empty
   */
  record Entry(String text, String path, String anchor) {
    static Entry heading(String text) {
      return new Entry(text, "", "");
    }
  }

  static Contents of(Page page) {
    List<Entry> entries = new ArrayList<>();
    page.document()
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Heading heading) {
                if (heading.getLevel() > 1) {
                  entries.add(Entry.heading(Page.text(heading)));
                }
              }

              @Override
              public void visit(Link link) {
                if (!Target.isElsewhere(link.getDestination())) {
                  Target target = Target.of(page.path(), link.getDestination());
                  entries.add(new Entry(Page.text(link), target.path(), target.anchor()));
                }
              }
            });
    return new Contents(entries);
  }

  /** These, and then others. */
  Contents and(List<Entry> more) {
    List<Entry> all = new ArrayList<>(entries);
    all.addAll(more);
    return new Contents(all);
  }

  /** A sentence for each document that it does not name. */
  List<String> missing(Map<String, Page> pages) {
    List<String> named = entries.stream().map(Entry::path).toList();
    return pages.keySet().stream()
        .filter(path -> path.startsWith("docs/") && !path.startsWith(DECISIONS))
        .filter(path -> !path.equals(FILE) && !named.contains(path))
        .map(path -> "%s does not name %s.".formatted(FILE, path))
        .toList();
  }
}
