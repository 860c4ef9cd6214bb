package org.parfocal.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A document.
 *
 * @param path its file, from the root of the project, such as {@code docs/files.md}
 * @param document its text
 * @param anchors of its headings, as GitHub names them
 * @param targets of its links and images, as they are written
 */
record Page(String path, Node document, Map<Node, String> anchors, List<String> targets) {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  static Page of(String path, String markdown) {
    Node document = PARSER.parse(markdown);
    Map<Node, String> anchors = new HashMap<>();
    Map<String, Integer> used = new HashMap<>();
    List<String> targets = new ArrayList<>();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            String name = anchor(text(heading));
            int before = used.merge(name, 1, Integer::sum) - 1;
            anchors.put(heading, before == 0 ? name : name + "-" + before);
            visitChildren(heading);
          }

          @Override
          public void visit(Link link) {
            targets.add(link.getDestination());
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            targets.add(image.getDestination());
            visitChildren(image);
          }
        });
    return new Page(path, document, anchors, targets);
  }

  /** What its first heading says. */
  String title() {
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading) {
        return text(node);
      }
    }
    return path;
  }

  /** The file of the site that shows a document. */
  static String shown(String path) {
    return path.equals("README.md")
        ? "index.html"
        : path.endsWith(".md") ? path.substring(0, path.length() - 3) + ".html" : path;
  }

  static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }
        });
    return text.toString();
  }

  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
        .replace(' ', '-');
  }
}
