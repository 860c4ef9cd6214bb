package org.parfocal.learning.safetensors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;
import org.parfocal.learning.StateTensor;

/** Puts the tensors of a file into the tensors of a model, name by name. */
public final class NamedTensors {
  private static final int NAMED = 5;

  private NamedTensors() {}

  /**
   * Writes every tensor of a file to the target of the same name, or of the name without a prefix
   * that all of them have; changes nothing unless all fit. Only tensors that fit are read, one at a
   * time. A classifier under one of the usual names is left out if it is no target.
   *
   * @param file with elements of type F64, F32, F16 or BF16
   * @param targets the model's own tensors
   * @param ignored tells which tensors of the file are not looked at, if they are no targets
   * @throws ConfigurationException if the file cannot be read or is malformed, or with one sentence
   *     each for the tensors that are missing in the file, unknown to the model, of another shape,
   *     of a type that cannot be read, and not finite; a few are named, the others counted
   */
  public static void load(Path file, Map<String, StateTensor> targets, Predicate<String> ignored) {
    Safetensors.reading(
        file,
        open -> {
          List<Header.Entry> entries = checked(file, open, shapes(targets), ignored).entries();
          for (Header.Entry entry : entries) {
            try (INDArray values = Safetensors.array(open.values(entry), entry.shape())) {
              target(entry, targets).write(values);
            }
          }
          return entries.size();
        });
  }

  /**
   * Checks that a file fits a model, as {@link #load} does. The numbers are looked at and not kept:
   * that takes less time than a hash of the file.
   *
   * @param shapes of the model's own tensors
   * @return sentences on what a user may not expect: names without their prefix, parts of the file
   *     that are not used, half precision
   * @throws ConfigurationException as {@link #load}
   */
  public static List<String> check(
      Path file, Map<String, long[]> shapes, Predicate<String> ignored) {
    return Safetensors.reading(file, open -> checked(file, open, shapes, ignored).remarks());
  }

  /** The tensors of the model, if all is well. */
  private static ModelTensors checked(
      Path file, TensorFile open, Map<String, long[]> shapes, Predicate<String> ignored)
      throws IOException {
    ModelTensors tensors = ModelTensors.of(file, open.entries(), shapes.keySet(), ignored);
    List<Header.Entry> entries = tensors.entries();
    List<String> problems = problems(file, entries, shapes);
    List<String> notFinite = notFinite(open, entries, shapes);
    tell(problems, file, "has %s with numbers that are not finite", notFinite);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return tensors;
  }

  private static Map<String, long[]> shapes(Map<String, StateTensor> targets) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    targets.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  private static List<String> notFinite(
      TensorFile open, List<Header.Entry> entries, Map<String, long[]> shapes) throws IOException {
    List<String> notFinite = new ArrayList<>();
    for (Header.Entry entry : entries) {
      long[] shape = shapes.get(entry.name());
      if (shape != null
          && entry.isFloat()
          && Arrays.equals(entry.shape(), shape)
          && !open.finite(entry)) {
        notFinite.add(Header.quoted(entry.name()));
      }
    }
    return notFinite;
  }

  private static List<String> problems(
      Path file, List<Header.Entry> entries, Map<String, long[]> shapes) {
    List<String> problems = new ArrayList<>();
    Set<String> missing = new HashSet<>(shapes.keySet());
    List<String> unknown = new ArrayList<>();
    List<String> misshaped = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Header.Entry entry : entries) {
      String name = Header.quoted(entry.name());
      long[] shape = shapes.get(entry.name());
      if (shape == null) {
        unknown.add(name);
        continue;
      }
      missing.remove(entry.name());
      if (!Arrays.equals(entry.shape(), shape)) {
        misshaped.add(
            "%s is %s and not %s"
                .formatted(name, Arrays.toString(entry.shape()), Arrays.toString(shape)));
      } else if (!entry.isFloat()) {
        unreadable.add(name + " is " + entry.type());
      }
    }
    List<String> absent =
        shapes.keySet().stream().filter(missing::contains).map(Header::quoted).toList();
    tell(problems, file, "lacks %s", absent);
    tell(problems, file, "has %s that this model does not have", unknown);
    tell(problems, file, "has %s of another shape than this model's", misshaped);
    tell(problems, file, "has %s of a type other than F64, F32, F16 and BF16", unreadable);
    return problems;
  }

  private static void tell(List<String> problems, Path file, String what, List<String> tensors) {
    if (tensors.isEmpty()) {
      return;
    }
    String count = tensors.size() == 1 ? "1 tensor" : tensors.size() + " tensors";
    String named = tensors.stream().limit(NAMED).collect(Collectors.joining(", "));
    String more = tensors.size() > NAMED ? " and " + (tensors.size() - NAMED) + " more" : "";
    problems.add(
        "The weights file %s %s: %s%s.".formatted(file, what.formatted(count), named, more));
  }

  private static StateTensor target(Header.Entry entry, Map<String, StateTensor> targets) {
    StateTensor target = targets.get(entry.name());
    if (target == null) {
      throw new IllegalStateException(entry.name());
    }
    return target;
  }
}
