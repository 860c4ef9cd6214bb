package org.parfocal.learning.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of contents of a safetensors file: where each tensor lies, in what shape and type.
 *
 * <p>A header that has been read is consistent: names are unique, and the tensors cover the data
 * part of the file exactly, without gaps and overlaps.
 */
record Header(List<Entry> entries) {
  /** Bytes of the types that are not read. */
  private static final Map<String, Integer> OTHER_TYPES =
      Map.ofEntries(
          Map.entry("BOOL", 1),
          Map.entry("U8", 1),
          Map.entry("I8", 1),
          Map.entry("F8_E4M3", 1),
          Map.entry("F8_E5M2", 1),
          Map.entry("I16", 2),
          Map.entry("U16", 2),
          Map.entry("I32", 4),
          Map.entry("U32", 4),
          Map.entry("I64", 8),
          Map.entry("U64", 8));

  private static final int MAXIMUM_RANK = 8;
  private static final int LONGEST_SHOWN = 80;
  private static final int NAMED = 5;
  private static final JsonFactory JSON = new JsonFactory();

  /** One tensor; {@code type} is as written in the file, offsets count from the data's start. */
  record Entry(String name, String type, long[] shape, long begin, long end) {
    /** Whether its elements can be read as float. */
    boolean isFloat() {
      return Header.isFloat(type);
    }

    /** The same tensor by a name that does not begin with this. */
    Entry without(String prefix) {
      return new Entry(name.substring(prefix.length()), type, shape, begin, end);
    }

    /** How messages name it. */
    String quoted() {
      return "tensor " + Header.quoted(name);
    }
  }

  /** A name from a file that anybody may have written, fit for a terminal. */
  static String quoted(String name) {
    String shown =
        name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "\u2026";
    return "'" + shown.replaceAll("\\p{C}", "?") + "'";
  }

  /** A few of some names, and how many more there are. */
  static String some(List<String> names) {
    String named =
        names.stream().limit(NAMED).map(Header::quoted).collect(Collectors.joining(", "));
    return names.size() > NAMED ? named + " and " + (names.size() - NAMED) + " more" : named;
  }

  /** What is wrong with a file, without its name. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  static Header parse(byte[] json, long dataLength) throws MalformedException {
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try (JsonParser parser = JSON.createParser(json)) {
      expect(parser.nextToken() == JsonToken.START_OBJECT, "its header is not a JSON object");
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        expect(names.add(name), "its header has " + quoted(name) + " twice");
        if (name.equals("__metadata__")) {
          parser.skipChildren();
        } else {
          entries.add(entry(name, parser));
        }
      }
      expect(parser.nextToken() == null, "something follows the JSON object in its header");
    } catch (IOException e) {
      throw new MalformedException("its header is not valid JSON, or nests too deeply");
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    checkCover(entries, dataLength);
    return new Header(List.copyOf(entries));
  }

  private static Entry entry(String name, JsonParser parser)
      throws IOException, MalformedException {
    String where = "tensor " + quoted(name) + " ";
    expect(parser.currentToken() == JsonToken.START_OBJECT, where + "is not described");
    Set<String> keys = new HashSet<>();
    String type = "";
    long[] shape = null;
    long[] offsets = null;
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      expect(keys.add(key), where + "has " + quoted(key) + " twice");
      switch (key) {
        case "dtype" -> {
          expect(parser.currentToken() == JsonToken.VALUE_STRING, where + "has no known dtype");
          type = parser.getText();
        }
        case "shape" -> shape = numbers(parser, where);
        case "data_offsets" -> offsets = numbers(parser, where);
        default -> throw new MalformedException(where + "has the unknown property " + quoted(key));
      }
    }
    if (shape == null || offsets == null || offsets.length != 2) {
      throw new MalformedException(where + "lacks its shape or its two offsets");
    }
    expect(OTHER_TYPES.containsKey(type) || isFloat(type), where + "has no known dtype");
    return new Entry(name, type, shape, offsets[0], offsets[1]);
  }

  private static long[] numbers(JsonParser parser, String where)
      throws IOException, MalformedException {
    expect(parser.currentToken() == JsonToken.START_ARRAY, where + "has a number list missing");
    List<Long> numbers = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(
          parser.currentToken() == JsonToken.VALUE_NUMBER_INT
              && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
              && parser.getLongValue() >= 0,
          where + "has a shape or offset that is not a natural number");
      expect(numbers.size() < MAXIMUM_RANK, where + "has more than 8 dimensions");
      numbers.add(parser.getLongValue());
    }
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  private static void checkCover(List<Entry> entries, long dataLength) throws MalformedException {
    long position = 0;
    for (Entry entry : entries) {
      String where = entry.quoted() + " ";
      expect(entry.begin() == position, where + "does not begin where the one before it ends");
      expect(entry.end() >= entry.begin(), where + "ends before it begins");
      expect(entry.end() <= dataLength, where + "reaches beyond the end of the file");
      expect(
          bytes(entry) == entry.end() - entry.begin(),
          where + "has a shape that does not fit its offsets");
      position = entry.end();
    }
    expect(position == dataLength, "its length does not fit its header");
  }

  /** Bytes that shape and type ask for, −1 if that is more than a long can say. */
  private static long bytes(Entry entry) {
    long bytes =
        entry.isFloat()
            ? ElementType.valueOf(entry.type()).bytes()
            : OTHER_TYPES.getOrDefault(entry.type(), 0);
    try {
      for (long dimension : entry.shape()) {
        bytes = Math.multiplyExact(bytes, dimension);
      }
    } catch (ArithmeticException e) {
      return -1;
    }
    return bytes;
  }

  private static boolean isFloat(String type) {
    for (ElementType known : ElementType.values()) {
      if (known.name().equals(type)) {
        return true;
      }
    }
    return false;
  }

  private static void expect(boolean condition, String problem) throws MalformedException {
    if (!condition) {
      throw new MalformedException(problem);
    }
  }
}
