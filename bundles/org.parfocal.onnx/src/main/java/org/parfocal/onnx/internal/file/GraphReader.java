package org.parfocal.onnx.internal.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parfocal.api.ConfigurationException;

/**
 * Goes through a model as {@code onnx.proto} describes it (github.com/onnx/onnx, IR version 13) and
 * keeps what is of interest: the numbers in its tensors are stepped over.
 */
final class GraphReader {
  /** The standard's own domain, which models leave empty. */
  private static final String STANDARD = "ai.onnx";

  /** Domains of ONNX Runtime's own operators (its ContribOperators.md). */
  private static final Set<String> KNOWN =
      Set.of(
          STANDARD,
          "ai.onnx.ml",
          "ai.onnx.preview",
          "com.microsoft",
          "com.microsoft.nchwc",
          "com.ms.internal.nhwc");

  private static final int LONGEST_NAME = 1 << 16;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int MOST = 1 << 20;
  static final long EXTERNAL = 1;

  private String producer = "";
  private final Map<String, Long> opsets = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<TensorInfo> inputs = new ArrayList<>();
  private final List<TensorInfo> outputs = new ArrayList<>();
  private final Set<String> weights = new HashSet<>();
  private final Set<ExternalData> external = new LinkedHashSet<>();
  private final Map<String, String> operators = new HashMap<>();
  private final Set<String> functions = new HashSet<>();
  private boolean graph;

  void read(WireReader wire) throws IOException {
    wire.fields(
        field -> {
          switch (field) {
            case 2 -> producer = wire.text(LONGEST_NAME);
            case 3 -> producer = (producer + " " + wire.text(LONGEST_NAME)).strip();
            case 7 -> {
              graph = true;
              graph(wire, true);
            }
            case 8 -> opset(wire);
            case 14 -> metadata(wire);
            case 25 -> function(wire);
            default -> {}
          }
        });
    if (!graph || opsets.isEmpty()) {
      throw new MalformedException("it holds no network");
    }
  }

  String producer() {
    return producer;
  }

  Map<String, Long> opsets() {
    return opsets;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  List<TensorInfo> inputs() {
    return inputs.stream().filter(input -> !weights.contains(input.name())).toList();
  }

  List<TensorInfo> outputs() {
    return outputs;
  }

  Set<ExternalData> external() {
    return external;
  }

  void refuseUnknownOperators(Path path) {
    operators.forEach(
        (domain, operator) -> {
          if (!KNOWN.contains(domain) && !functions.contains(domain)) {
            throw new ConfigurationException(
                "The model file %s uses operators that are not ONNX's own (%s of %s); export it without them."
                    .formatted(path, operator, domain));
          }
        });
  }

  private void opset(WireReader wire) throws IOException {
    String[] domain = {STANDARD};
    long[] version = {0};
    wire.message(
        field -> {
          switch (field) {
            case 1 -> domain[0] = domain(wire.text(LONGEST_NAME));
            case 2 -> version[0] = wire.varint();
            default -> {}
          }
        });
    bounded(opsets.size());
    opsets.put(domain[0], version[0]);
  }

  private static String domain(String written) {
    return written.isEmpty() ? STANDARD : written;
  }

  private void metadata(WireReader wire) throws IOException {
    String[] entry = entry(wire);
    bounded(metadata.size());
    metadata.put(entry[0], entry[1]);
  }

  private static String[] entry(WireReader wire) throws IOException {
    String[] entry = {"", ""};
    wire.message(
        field -> {
          if (field == 1 || field == 2) {
            entry[field - 1] = wire.text(LONGEST_TEXT);
          }
        });
    return entry;
  }

  private void graph(WireReader wire, boolean outermost) throws IOException {
    wire.message(
        field -> {
          switch (field) {
            case 1 -> node(wire);
            case 5 -> tensor(wire, outermost);
            case 11 -> {
              if (outermost) {
                value(wire, inputs);
              }
            }
            case 12 -> {
              if (outermost) {
                value(wire, outputs);
              }
            }
            case 15 -> sparseTensor(wire);
            default -> {}
          }
        });
  }

  private void function(WireReader wire) throws IOException {
    wire.message(
        field -> {
          switch (field) {
            case 7 -> node(wire);
            case 10 -> functions.add(domain(wire.text(LONGEST_NAME)));
            default -> {}
          }
        });
  }

  private void node(WireReader wire) throws IOException {
    String[] operator = {"", STANDARD};
    wire.message(
        field -> {
          switch (field) {
            case 4 -> operator[0] = wire.text(LONGEST_NAME);
            case 5 -> attribute(wire);
            case 7 -> operator[1] = domain(wire.text(LONGEST_NAME));
            default -> {}
          }
        });
    operators.putIfAbsent(operator[1], operator[0]);
  }

  private void attribute(WireReader wire) throws IOException {
    wire.message(
        field -> {
          switch (field) {
            case 5, 10 -> tensor(wire, false);
            case 6, 11 -> graph(wire, false);
            case 22, 23 -> sparseTensor(wire);
            default -> {}
          }
        });
  }

  private void sparseTensor(WireReader wire) throws IOException {
    wire.message(
        field -> {
          if (field == 1 || field == 2) {
            tensor(wire, false);
          }
        });
  }

  private void tensor(WireReader wire, boolean weight) throws IOException {
    Map<String, String> place = new HashMap<>();
    long[] location = {0};
    wire.message(
        field -> {
          switch (field) {
            case 8 -> {
              String name = wire.text(LONGEST_NAME);
              if (weight) {
                bounded(weights.size());
                weights.add(name);
              }
            }
            case 13 -> {
              String[] entry = entry(wire);
              place.put(entry[0], entry[1]);
            }
            case 14 -> location[0] = wire.varint();
            default -> {}
          }
        });
    if (location[0] == EXTERNAL || !place.isEmpty()) {
      bounded(external.size());
      external.add(
          new ExternalData(
              place.getOrDefault("location", ""),
              Math.addExact(number(place, "offset"), number(place, "length"))));
    }
  }

  private static long number(Map<String, String> place, String key) throws MalformedException {
    String written = place.getOrDefault(key, "0");
    if (!written.matches("\\d{1,18}")) {
      throw new MalformedException("the %s of external data is %s".formatted(key, written));
    }
    return Long.parseLong(written);
  }

  private void value(WireReader wire, List<TensorInfo> values) throws IOException {
    String[] name = {""};
    ElementType[] type = {ElementType.OTHER};
    List<Long> shape = new ArrayList<>();
    wire.message(
        field -> {
          switch (field) {
            case 1 -> name[0] = wire.text(LONGEST_NAME);
            case 2 -> // TypeProto, whose field 1 is a dense tensor
                wire.message(
                    kind -> {
                      if (kind == 1) {
                        wire.message(
                            part -> {
                              switch (part) {
                                case 1 -> type[0] = ElementType.of(wire.varint());
                                case 2 -> shape(wire, shape);
                                default -> {}
                              }
                            });
                      }
                    });
            default -> {}
          }
        });
    bounded(values.size());
    values.add(new TensorInfo(name[0], type[0], List.copyOf(shape)));
  }

  private static void shape(WireReader wire, List<Long> shape) throws IOException {
    wire.message(
        field -> {
          if (field == 1) {
            long[] size = {TensorInfo.ANY};
            wire.message(
                part -> {
                  if (part == 1) {
                    size[0] = wire.varint();
                  }
                });
            bounded(shape.size());
            shape.add(size[0] > 0 ? size[0] : TensorInfo.ANY);
          }
        });
  }

  private static void bounded(int count) throws MalformedException {
    if (count >= MOST) {
      throw new MalformedException("it lists too much");
    }
  }
}
