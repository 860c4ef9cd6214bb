package org.parfocal.platform.internal.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML into a tree of settings. Only the composed nodes are used, so that no object is ever
 * constructed from a file; size, nesting and aliases are limited.
 */
public final class YamlFile {
  private static final int MAX_BYTES = 4 << 20;

  /** The parser copies a token for each 1024 letters that it has: long ones would take minutes. */
  private static final int MAX_LINE = 1 << 19;

  private static final int LONGEST = 300;
  private static final int MAX_DEPTH = 40;
  private static final int MAX_ALIASES = 200;

  private YamlFile() {}

  /**
   * Reads a file.
   *
   * @param file what to read
   * @param problems receives the mistakes in single settings
   * @throws ConfigurationException if the file cannot be read, or is not YAML
   */
  public static ImmutableNode read(Path file, Problems problems) {
    return parse(text(file), file.toString(), problems);
  }

  /** Reads text that stands in, or for, a file of this name. */
  public static ImmutableNode parse(String text, String source, Problems problems) {
    Node node = compose(text, source);
    if (node == null) {
      return Setting.mapping("", List.of(), new Origin(source, 1, 1));
    }
    return new SettingNodes(source, problems).root(node);
  }

  /**
   * Reads text that stands for the value of one key.
   *
   * @param path the dotted key
   * @param origin where the value was written
   */
  static ImmutableNode value(String path, String text, Origin origin, Problems problems) {
    Node node = compose(text, origin.source());
    String name = path.substring(path.lastIndexOf('.') + 1);
    return node == null
        ? Setting.mapping(name, List.of(), origin)
        : new SettingNodes(origin.source(), problems).setting(path, name, node, origin);
  }

  private static @Nullable Node compose(String text, String source) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    options.setCodePointLimit(MAX_BYTES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    try {
      return new BoundedComposer(text, options).root();
    } catch (MarkedYAMLException e) {
      throw new ConfigurationException(place(source, e.getProblemMark()) + ": " + what(e));
    } catch (ReaderException e) {
      throw new ConfigurationException(
          place(source, text, e.getPosition())
              + ": a character that YAML does not allow (code point U+%04X)"
                  .formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      throw new ConfigurationException(source + ": this YAML is not accepted: " + e.getMessage());
    }
  }

  private static String what(MarkedYAMLException e) {
    String problem = e.getProblem() == null ? "malformed YAML" : e.getProblem();
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    String what = ("malformed YAML, " + context + problem).replace('\n', ' ').strip();
    return what.length() <= LONGEST ? what : what.substring(0, LONGEST) + "…";
  }

  private static String place(String source, @Nullable Mark mark) {
    return mark == null
        ? source
        : source + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  private static String place(String source, String text, int position) {
    String before = text.substring(0, Math.min(position, text.length()));
    long line = before.chars().filter(character -> character == '\n').count() + 1;
    return source + ":" + line + ":" + (before.length() - before.lastIndexOf('\n'));
  }

  private static String text(Path file) {
    try {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      if (!Files.isRegularFile(file)) {
        throw new ConfigurationException(file + " is not a file; give a study file (YAML).");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigurationException(file + " is larger than 4 MiB; that is not a study file.");
      }
      if (Files.size(file) == 0) {
        return ""; // or a file of the system, which may not end
      }
      byte[] bytes = Files.readAllBytes(file);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.lines().anyMatch(line -> line.length() > MAX_LINE)) {
        throw new ConfigurationException(
            "%s has a line of more than %d letters; that is not a study file."
                .formatted(file, MAX_LINE));
      }
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          "There is no file " + file.toAbsolutePath() + "; give the path of a study file (YAML).");
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(file + " is not UTF-8 text; save it as UTF-8.");
    } catch (IOException e) {
      throw new ConfigurationException(file + " cannot be read: " + e.getMessage());
    }
  }
}
