package org.parfocal.learning.safetensors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.parfocal.api.ConfigurationException;

/**
 * The tensors of a file under a model's names: without what wrappers put before them, such as
 * {@code module.} of DataParallel or {@code backbone.} of a larger model, and without what is not
 * the model's.
 *
 * @param entries by the model's names; those that the model does not have are faults of the file
 * @param remarks sentences on what was left out that a user may not expect
 */
record ModelTensors(List<Header.Entry> entries, List<String> remarks) {
  private static final Pattern CLASSIFIER =
      Pattern.compile("(fc|head|heads|classifier|linear|last_linear)(\\..*)?");

  /**
   * Finds them.
   *
   * @param names of the model's tensors
   * @param ignored tells by the model's names what is left out without a remark
   * @throws ConfigurationException if the file holds the model twice, under two prefixes
   */
  static ModelTensors of(
      Path file, List<Header.Entry> stored, Set<String> names, Predicate<String> ignored) {
    Optional<String> prefix = prefix(file, stored, names);
    List<String> remarks = new ArrayList<>();
    List<Header.Entry> entries = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Header.Entry entry : stored) {
      boolean own = prefix.isEmpty() || entry.name().startsWith(prefix.get());
      Header.Entry renamed = own ? entry.without(prefix.orElse("")) : entry;
      String name = renamed.name();
      if (own && names.contains(name)) {
        entries.add(renamed);
      } else if (!own || CLASSIFIER.matcher(name).matches() && !ignored.test(name)) {
        others.add(entry.name());
      } else if (!ignored.test(name)) {
        entries.add(renamed);
      }
    }
    prefix.ifPresent(
        it ->
            remarks.add(
                "The names in the weights file %s begin with %s, which was left out."
                    .formatted(file, Header.quoted(it))));
    if (!others.isEmpty()) {
      remarks.add(
          "Of the weights file %s, %s not used: the model has no such part."
              .formatted(file, Header.some(others) + (others.size() == 1 ? " was" : " were")));
    }
    List<String> half =
        entries.stream()
            .filter(entry -> names.contains(entry.name()))
            .map(Header.Entry::type)
            .filter(type -> type.equals("F16") || type.equals("BF16"))
            .distinct()
            .toList();
    if (!half.isEmpty()) {
      remarks.add(
          "The weights file %s is in half precision (%s); it is computed with single precision."
              .formatted(file, String.join(", ", half)));
    }
    return new ModelTensors(entries, remarks);
  }

  /** What stands before every name of the model; empty if one of them stands there as it is. */
  private static Optional<String> prefix(
      Path file, List<Header.Entry> stored, Set<String> targets) {
    Set<String> names = stored.stream().map(Header.Entry::name).collect(Collectors.toSet());
    Optional<String> first = targets.stream().findFirst();
    if (first.isEmpty() || targets.stream().anyMatch(names::contains)) {
      return Optional.empty();
    }
    Set<String> prefixes =
        names.stream()
            .filter(name -> name.endsWith("." + first.get()))
            .map(name -> name.substring(0, name.length() - first.get().length()))
            .filter(prefix -> targets.stream().allMatch(target -> names.contains(prefix + target)))
            .collect(Collectors.toCollection(TreeSet::new));
    if (prefixes.size() > 1) {
      throw new ConfigurationException(
          "The weights file %s holds this model more than once, under %s; give a file with one of them."
              .formatted(file, Header.some(List.copyOf(prefixes))));
    }
    return prefixes.stream().findFirst();
  }
}
