package org.parfocal.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The links between documents. */
final class Links {
  private final Map<String, Page> pages;
  private final Predicate<String> isFile;

  /**
   * Of these documents.
   *
   * @param isFile whether the project has a file of this path
   */
  Links(Map<String, Page> pages, Predicate<String> isFile) {
    this.pages = pages;
    this.isFile = isFile;
  }

  /** A sentence for each link that leads nowhere. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (Page page : pages.values()) {
      for (String written : page.targets()) {
        if (!Target.isElsewhere(written)) {
          Target target = Target.of(page.path(), written);
          Page other = pages.get(target.path());
          if (other == null && !isFile.test(target.path())) {
            faults.add("%s links to %s, which is no file.".formatted(page.path(), written));
          } else if (!target.anchor().isEmpty()
              && (other == null || !other.anchors().containsValue(target.anchor()))) {
            faults.add(
                "%s links to %s, and there is no such heading.".formatted(page.path(), written));
          }
        }
      }
    }
    return faults;
  }

  /** The files that documents link to and that are none themselves. */
  Set<String> files() {
    Set<String> files = new TreeSet<>();
    for (Page page : pages.values()) {
      for (String written : page.targets()) {
        if (!Target.isElsewhere(written)) {
          String path = Target.of(page.path(), written).path();
          if (!pages.containsKey(path)) {
            files.add(path);
          }
        }
      }
    }
    return files;
  }
}
