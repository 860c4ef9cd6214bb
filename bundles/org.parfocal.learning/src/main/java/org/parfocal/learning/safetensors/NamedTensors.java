package org.parfocal.learning.safetensors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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
   * Writes every tensor of a file to the target of the same name; changes nothing unless all fit.
   * Only tensors that fit are read, one at a time.
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
          List<Header.Entry> entries =
              open.entries().stream()
                  .filter(it -> targets.containsKey(it.name()) || !ignored.test(it.name()))
                  .toList();
          check(file, open, entries, targets);
          for (Header.Entry entry : entries) {
            try (INDArray values = Safetensors.array(open.values(entry), entry.shape())) {
              target(entry, targets).write(values);
            }
          }
          return entries.size();
        });
  }

  private static void check(
      Path file, TensorFile open, List<Header.Entry> entries, Map<String, StateTensor> targets)
      throws IOException, Header.MalformedException {
    Set<String> missing = new HashSet<>(targets.keySet());
    List<String> unknown = new ArrayList<>();
    List<String> misshaped = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    List<String> notFinite = new ArrayList<>();
    for (Header.Entry entry : entries) {
      String name = Header.quoted(entry.name());
      if (!targets.containsKey(entry.name())) {
        unknown.add(name);
        continue;
      }
      missing.remove(entry.name());
      long[] shape = target(entry, targets).shape();
      if (!Arrays.equals(entry.shape(), shape)) {
        misshaped.add(
            "%s is %s and not %s"
                .formatted(name, Arrays.toString(entry.shape()), Arrays.toString(shape)));
      } else if (!entry.isFloat()) {
        unreadable.add(name + " is " + entry.type());
      } else if (!Safetensors.finite(open.values(entry))) {
        notFinite.add(name);
      }
    }
    List<String> absent =
        targets.keySet().stream().filter(missing::contains).map(Header::quoted).toList();
    List<String> problems = new ArrayList<>();
    tell(problems, file, "lacks %s", absent);
    tell(problems, file, "has %s that this model does not have", unknown);
    tell(problems, file, "has %s of another shape than this model's", misshaped);
    tell(problems, file, "has %s of a type other than F64, F32, F16 and BF16", unreadable);
    tell(problems, file, "has %s with numbers that are not finite", notFinite);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
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
