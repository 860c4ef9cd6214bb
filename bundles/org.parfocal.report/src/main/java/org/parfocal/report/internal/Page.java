package org.parfocal.report.internal;

import com.samskivert.mustache.Mustache;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.core.StoredJob;
import org.parfocal.core.StoredStudy;
import org.parfocal.core.text.Json;
import org.parfocal.report.Figure;

/**
 * The page: one file that loads nothing. Texts are escaped by the template; numbers of figures are
 * inert JSON; the security policy lets the page's own scripts run, known by their hashes, and
 * nothing else.
 */
final class Page {
  private static final List<String> SCRIPTS =
      List.of("vega.min.js", "vega-lite.min.js", "vega-interpreter.js", "tables.js", "figures.js");

  private final Map<String, StudySections> studies;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  Page(Map<String, StudySections> studies) {
    this.studies = studies;
  }

  /** The text of the page. */
  String text() {
    List<Map<String, Object>> parts = new ArrayList<>();
    int place = 1;
    for (Map.Entry<String, StudySections> study : studies.entrySet()) {
      String prefix = studies.size() == 1 ? "" : "study-" + place++ + "-";
      parts.add(study(study.getKey(), study.getValue(), prefix));
    }
    String style = Specifications.page("report.css") + Palette.style();
    List<String> scripts = SCRIPTS.stream().map(Specifications::page).toList();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("title", String.join(", ", studies.keySet()));
    page.put("subtitle", subtitle());
    page.put("policy", policy(style, scripts));
    page.put("style", style);
    page.put("colours", Palette.words());
    page.put("studies", parts);
    page.put("figures", inert(Json.line(figures)));
    page.put("scripts", scripts);
    return Mustache.compiler()
        .emptyStringIsFalse(true)
        .compile(Specifications.page("report.html.mustache"))
        .execute(page);
  }

  private Map<String, Object> study(String name, StudySections study, String prefix) {
    for (StudySections.Made one : study.made()) {
      one.blocks().stream()
          .filter(Figure.class::isInstance)
          .map(Figure.class::cast)
          .forEach(figure -> figures.put(prefix + figure.id(), BlockView.data(figure)));
    }
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("named", !prefix.isEmpty());
    view.put("name", name);
    view.put("anchor", prefix + "study");
    view.put("sections", SideBySide.of(study.made(), one -> section(one, prefix)));
    return view;
  }

  private static Map<String, Object> section(StudySections.Made made, String prefix) {
    return Map.of(
        "anchor",
        prefix + made.section().anchor(),
        "heading",
        made.section().heading(),
        "blocks",
        made.blocks().stream().map(block -> BlockView.of(block, prefix)).toList());
  }

  private String subtitle() {
    List<String> said = new ArrayList<>();
    for (StudySections sections : studies.values()) {
      StoredStudy study = sections.study().stored();
      long done = study.jobs().stream().filter(StoredJob::isDone).count();
      said.add(
          "%s: %s of %s; %d of %s done"
              .formatted(
                  study.data().stream()
                      .map(data -> data.dataset())
                      .distinct()
                      .collect(Collectors.joining(", ")),
                  Numbers.counted(study.data().get(0).samples(), "image"),
                  Numbers.counted(study.data().get(0).patients(), "patient"),
                  done,
                  Numbers.counted(study.jobs().size(), "job")));
    }
    return String.join(" · ", said);
  }

  /** What the page may do: run these scripts, show what it draws itself. */
  private static String policy(String style, List<String> scripts) {
    return "default-src 'none'; script-src %s; style-src %s; img-src data: blob:; base-uri 'none'; form-action 'none'"
        .formatted(
            scripts.stream().map(Page::hash).collect(Collectors.joining(" ")),
            Stream.of(style).map(Page::hash).collect(Collectors.joining(" ")));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** JSON that no browser takes for markup, wherever it stands. */
  private static String inert(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }
}
