package org.parfocal.site;

import java.nio.file.Path;

/**
 * Where a link of a document leads.
 *
 * @param path from the root of the project
 * @param anchor in it, or empty
 */
record Target(String path, String anchor) {
  /** Whether a link leads out of the project. */
  static boolean isElsewhere(String written) {
    return written.matches("[a-z]+:.*");
  }

  /** Follows a link that stands in a document. */
  static Target of(String page, String written) {
    int hash = written.indexOf('#');
    String file = hash < 0 ? written : written.substring(0, hash);
    String anchor = hash < 0 ? "" : written.substring(hash + 1);
    if (file.isEmpty()) {
      return new Target(page, anchor);
    }
    return new Target(
        Path.of("/" + page).resolveSibling(file).normalize().toString().substring(1), anchor);
  }

  /** The link by which the site's file of one document leads to that of another. */
  static String link(String from, String to, String anchor) {
    Path folder = Path.of("/" + Page.shown(from)).resolveSibling("");
    Path relative = folder.relativize(Path.of("/" + Page.shown(to)));
    return relative + (anchor.isEmpty() ? "" : "#" + anchor);
  }
}
