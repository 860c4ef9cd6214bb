package org.parfocal.core.internal.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.text.JsonObject;

/**
 * The members of one score after the other, each a flat object. Of a large study most scores are
 * passed over, which their first members tell; the others are then neither kept nor made numbers
 * of.
 */
final class ScoreMembers {
  private static final String FOLD = "fold";
  private static final String METRIC = "metric";
  private static final String SCOPE = "scope";
  private static final Set<String> WHOSE = Set.of(FOLD, METRIC, SCOPE);

  /** The first member that does not tell whose score it is. */
  private static final String VALUE = "value";

  private final Set<String> declared;
  private final Map<String, @Nullable Object> members = new HashMap<>();
  private final JsonObject json = new JsonObject(members);

  /** By name, the last text: neighbours have most of them in common. */
  private final Map<String, Text> texts = new HashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Text(String text, char[] characters) {}

  /**
   * Reads nothing yet.
   *
   * @param declared names of metrics of which single folds are kept, too
   */
  ScoreMembers(Set<String> declared) {
    this.declared = declared;
  }

  /**
   * The score at whose beginning the parser stands.
   *
   * @return nothing if it is passed over
   * @throws IOException if a member is no text, number or flag, or is missing
   */
  Optional<ScoreRow> read(JsonParser parser) throws IOException {
    members.clear();
    boolean wanted = true;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (name.equals(VALUE) && members.keySet().containsAll(WHOSE)) {
        wanted = isWanted();
      }
      if (!token.isScalarValue()) {
        throw new IOException("the score's " + name + " is no text and no number");
      }
      if (wanted) {
        members.put(name, value(name, token, parser));
      }
    }
    return wanted && isWanted() ? Optional.of(ScoreRow.parse(json)) : Optional.empty();
  }

  private boolean isWanted() throws IOException {
    return json.text(FOLD).equals(StudyScore.ALL_FOLDS)
        || json.text(SCOPE).equals(Score.ALL) && declared.contains(json.text(METRIC));
  }

  private @Nullable Object value(String name, JsonToken token, JsonParser parser)
      throws IOException {
    return switch (token) {
      case VALUE_STRING -> text(name, parser);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_NULL -> null;
      default -> parser.getBooleanValue();
    };
  }

  private String text(String name, JsonParser parser) throws IOException {
    Text last = texts.get(name);
    char[] characters = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int to = from + parser.getTextLength();
    if (last != null
        && Arrays.equals(last.characters, 0, last.characters.length, characters, from, to)) {
      return last.text;
    }
    String text = new String(characters, from, to - from);
    texts.put(name, new Text(text, text.toCharArray()));
    return text;
  }
}
