package org.parfocal.command.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parfocal.core.DatasetInspection;
import org.parfocal.core.DatasetInspection.Count;
import org.parfocal.core.text.Json;

/** Prints what a data set's index holds. */
final class InspectionReport {
  private static final int SHOWN_PATIENTS = 10;
  private final Terminal terminal;

  InspectionReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(DatasetInspection inspection, boolean json) {
    if (json) {
      terminal.out().println(Json.line(members(inspection)));
    } else {
      print(inspection);
    }
    terminal.out().flush();
    inspection.warnings().forEach(terminal::warning);
  }

  private void print(DatasetInspection inspection) {
    terminal
        .out()
        .print(
            new TextTable()
                .row("data set", inspection.name())
                .row("images", inspection.samples())
                .row("patients", inspection.patients())
                .row("slides", inspection.slides())
                .row("pyramids", inspection.places())
                .row("licence", inspection.licence().isEmpty() ? "unknown" : inspection.licence())
                .row("manifest", inspection.manifest()));
    terminal.out().println();
    terminal.out().print(counts(inspection));
    List<String> mixed = inspection.mixedPatients();
    if (!mixed.isEmpty()) {
      terminal
          .out()
          .printf(
              "%n%d patients hold images of more than one class: %s%s%n",
              mixed.size(),
              mixed.stream().limit(SHOWN_PATIENTS).collect(Collectors.joining(", ")),
              mixed.size() > SHOWN_PATIENTS ? ", …" : "");
    }
  }

  private static TextTable counts(DatasetInspection inspection) {
    List<String> labels = inspection.counts().stream().map(Count::label).distinct().toList();
    List<String> columns =
        inspection.counts().stream().map(InspectionReport::column).distinct().toList();
    List<Object> header = new ArrayList<>(List.of("images (patients) by " + inspection.field()));
    header.addAll(columns);
    TextTable table = new TextTable().row(header.toArray());
    for (String label : labels) {
      List<Object> row = new ArrayList<>(List.of(label));
      for (String column : columns) {
        inspection.counts().stream()
            .filter(count -> count.label().equals(label) && column(count).equals(column))
            .findFirst()
            .ifPresent(count -> row.add("%d (%d)".formatted(count.images(), count.patients())));
      }
      table.row(row.toArray());
    }
    return table;
  }

  private static String column(Count count) {
    String domain = count.domain();
    return domain == null ? "unknown" : domain;
  }

  static Map<String, @Nullable Object> members(DatasetInspection inspection) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("name", inspection.name());
    members.put("images", inspection.samples());
    members.put("patients", inspection.patients());
    members.put("slides", inspection.slides());
    members.put("pyramids", inspection.places());
    members.put("field", inspection.field().name());
    members.put("domains", inspection.domains());
    members.put("counts", inspection.counts().stream().map(InspectionReport::members).toList());
    members.put("mixedPatients", inspection.mixedPatients());
    members.put("licence", inspection.licence());
    members.put("manifest", inspection.manifest());
    members.put("warnings", inspection.warnings());
    return members;
  }

  private static Map<String, @Nullable Object> members(Count count) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("class", count.label());
    members.put("domain", count.domain());
    members.put("images", count.images());
    members.put("patients", count.patients());
    return members;
  }
}
