package org.parfocal.site;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every option and command, as the program itself tells them. */
record Reference(Path program) {
  /** Of every plugin its options, from its metatype. */
  String options() throws IOException, InterruptedException {
    StringBuilder page =
        new StringBuilder("# Options\n\nWhat `parfocal plugins` says of each plugin that ships.\n");
    String section = "";
    for (String line : said("plugins", "--json").lines().toList()) {
      JsonObject plugin;
      try (JsonReader reader = Json.createReader(new StringReader(line))) {
        plugin = reader.readObject();
      }
      if (!section.equals(plugin.getString("section"))) {
        section = plugin.getString("section");
        page.append("\n## ").append(section).append('\n');
      }
      page.append("\n### ").append(plugin.getString("name")).append("\n\n");
      page.append(cell(plugin.getString("description"))).append(".\n\n");
      List<JsonObject> options = plugin.getJsonArray("options").getValuesAs(JsonObject.class);
      if (!options.isEmpty()) {
        page.append("| option | default | allowed | |\n|---|---|---|---|\n");
        options.forEach(option -> page.append(row(option)));
      }
    }
    return page.toString();
  }

  private static String row(JsonObject option) {
    JsonValue written = option.getOrDefault("default", JsonValue.NULL);
    String value =
        switch (written.getValueType()) {
          case NULL -> "";
          case ARRAY ->
              written.asJsonArray().stream().map(Reference::text).collect(Collectors.joining(", "));
          default -> text(written);
        };
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            option.getString("key"),
            option.getBoolean("required") ? "required" : cell(value),
            cell(option.getString("allowed")),
            cell(option.getString("description")));
  }

  private static String text(JsonValue value) {
    return value.getValueType() == JsonValue.ValueType.STRING
        ? ((JsonString) value).getString()
        : value.toString();
  }

  /** Every command and its options: the manual page. */
  String commands() throws IOException, InterruptedException {
    StringBuilder page = new StringBuilder("# Commands\n");
    boolean named = false;
    for (String line : said("completion", "man").lines().toList()) {
      String text = cell(line.replaceFirst("^\\.[A-Z]+ ?", "").replace("\\-", "-"));
      if (line.startsWith(".SH") || line.startsWith(".SS")) {
        page.append(line.startsWith(".SH") ? "\n## " : "\n### ").append(text).append("\n\n");
      } else if (line.startsWith(".B")) {
        page.append("\n* **").append(text).append("**: ");
        named = true;
      } else if (!line.startsWith(".")) {
        page.append(named ? "" : "\n").append(text).append('\n');
        named = false;
      }
    }
    return page.toString();
  }

  /** Nothing that a description holds is taken for Markdown. */
  private static String cell(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1").replace('\n', ' ');
  }

  private String said(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(
          "%s %s ended with %d"
              .formatted(program, String.join(" ", arguments), process.exitValue()));
    }
    return said;
  }
}
