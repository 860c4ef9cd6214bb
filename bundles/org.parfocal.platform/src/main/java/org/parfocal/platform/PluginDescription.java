package org.parfocal.platform;

import java.util.List;
import java.util.Optional;
import org.parfocal.api.SampleForm;

/**
 * The description that an installed plugin gives of itself.
 *
 * @param section of the study file, for example {@code model}
 * @param name in the study file
 * @param title for people
 * @param description one line
 * @param bundle symbolic name of its bundle
 * @param version of its bundle
 * @param file name of its bundle's jar
 * @param pid its configuration pid
 * @param options in the order of their names
 * @param references names of the component's references; those that are sections are wired
 * @param samples what it gives, or has a use for; empty for both
 */
public record PluginDescription(
    String section,
    String name,
    String title,
    String description,
    String bundle,
    String version,
    String file,
    String pid,
    List<OptionDescription> options,
    List<Reference> references,
    Optional<SampleForm> samples) {
  public PluginDescription {
    options = List.copyOf(options);
    references = List.copyOf(references);
  }

  /** Bundle, version and jar, for people. */
  public String origin() {
    return "%s %s (%s)".formatted(bundle, version, file);
  }

  /** The option with this key. */
  public Optional<OptionDescription> option(String key) {
    return options.stream().filter(option -> option.key().equals(key)).findFirst();
  }

  /**
   * A reference to another service.
   *
   * @param name for example {@code backbone}
   * @param service name of its interface
   * @param required whether the plugin cannot start without it
   * @param many whether it takes several
   */
  public record Reference(String name, String service, boolean required, boolean many) {}
}
