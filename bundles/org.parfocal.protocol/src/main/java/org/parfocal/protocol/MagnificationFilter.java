package org.parfocal.protocol;

import java.util.Arrays;
import java.util.List;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/** The option {@code magnifications} of a protocol: only images at these are used. */
public final class MagnificationFilter {
  private final List<String> chosen;

  /**
   * As the option says.
   *
   * @param option nominal magnifications; none for all
   */
  public MagnificationFilter(String[] option) {
    this.chosen =
        Arrays.stream(option)
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted(SampleField.ORDER)
            .toList();
  }

  /**
   * The chosen ones, or all that occur, in order.
   *
   * @throws ConfigurationException if the data set does not have one of them
   */
  public List<String> of(Dataset dataset) {
    List<String> known = dataset.magnifications();
    List<String> unknown = chosen.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "protocol.magnifications names %s, which data set %s does not have; it has %s."
              .formatted(
                  String.join(", ", unknown),
                  dataset.name(),
                  known.isEmpty() ? "none" : String.join(", ", known)));
    }
    return chosen.isEmpty() ? known : chosen;
  }

  /** The samples at the chosen ones; where none is chosen, all, those of unknown ones included. */
  public List<Sample> samples(Dataset dataset) {
    List<String> wanted = of(dataset);
    return chosen.isEmpty()
        ? dataset.samples()
        : dataset.samples().stream()
            .filter(sample -> wanted.contains(sample.magnification()))
            .toList();
  }
}
