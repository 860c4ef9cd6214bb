package org.parfocal.site;

import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;

/** What a page of the site looks like. It loads its style sheet and the project's own pictures. */
record Template(Contents contents) {
  static final String STYLE = "style.css";

  String html(Page page) {
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .attributeProviderFactory(
                context -> (node, tag, attributes) -> complete(page, node, attributes))
            .build();
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>%s</title>
    <link rel="stylesheet" href="%s">
    </head>
    <body>
    <nav>
    %s</nav>
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(
            escaped(page.title().equals("Parfocal") ? "Parfocal" : page.title() + " · Parfocal"),
            Target.link(page.path(), STYLE, ""),
            navigation(page),
            renderer.render(page.document()));
  }

  private static void complete(Page page, Node node, Map<String, String> attributes) {
    if (node instanceof Heading) {
      attributes.put("id", page.anchors().getOrDefault(node, ""));
    } else if (node instanceof Link link && !Target.isElsewhere(link.getDestination())) {
      Target target = Target.of(page.path(), link.getDestination());
      attributes.put("href", Target.link(page.path(), target.path(), target.anchor()));
    }
  }

  private String navigation(Page page) {
    StringBuilder list = new StringBuilder();
    for (Contents.Entry entry : contents.entries()) {
      boolean here = entry.path().equals(page.path()) && entry.anchor().isEmpty();
      list.append(
          entry.path().isEmpty()
              ? "<h2>%s</h2>%n".formatted(escaped(entry.text()))
              : "<a href=\"%s\"%s>%s</a>%n"
                  .formatted(
                      escaped(Target.link(page.path(), entry.path(), entry.anchor())),
                      here ? " aria-current=\"page\"" : "",
                      escaped(entry.text())));
    }
    return list.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
