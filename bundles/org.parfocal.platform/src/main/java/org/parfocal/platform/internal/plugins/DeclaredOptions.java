package org.parfocal.platform.internal.plugins;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.parfocal.api.Choice;
import org.parfocal.api.SampleForm;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.OptionDescription.Type;

/**
 * The options that the metatype of a component declares.
 *
 * @param title of the component; its pid if it declares nothing
 * @param description of the component: its property {@code service.description}, for components
 *     that share their options, or else that of the options; may be empty
 * @param options by key
 * @param samples what the component has a use for; empty if it does not say so
 */
record DeclaredOptions(
    String title,
    String description,
    List<OptionDescription> options,
    Optional<SampleForm> samples) {
  /** The options of an element whose type is an enum are the names of its constants. */
  private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9_]*");

  /** Reads the metatype that is designated to a pid. */
  static DeclaredOptions of(
      Bundle bundle, String pid, ComponentDescriptionDTO component, MetaTypeService metatype) {
    MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
    if (information == null
        || !(Arrays.asList(information.getFactoryPids()).contains(pid)
            || Arrays.asList(information.getPids()).contains(pid))) {
      return new DeclaredOptions(pid, "", List.of(), Optional.empty());
    }
    ObjectClassDefinition definition = information.getObjectClassDefinition(pid, null);
    Map<String, DeclaredLimits> limits = DeclaredLimits.of(bundle);
    Set<String> required = new HashSet<>();
    for (AttributeDefinition attribute :
        orNone(definition.getAttributeDefinitions(ObjectClassDefinition.REQUIRED))) {
      required.add(attribute.getID());
    }
    List<OptionDescription> options = new ArrayList<>();
    for (AttributeDefinition attribute :
        orNone(definition.getAttributeDefinitions(ObjectClassDefinition.ALL))) {
      options.add(
          option(
              attribute,
              required.contains(attribute.getID()),
              component.properties.get(attribute.getID()),
              limits.getOrDefault(
                  definition.getID() + " " + attribute.getID(), DeclaredLimits.NONE)));
    }
    options.sort(Comparator.comparing(OptionDescription::key));
    return new DeclaredOptions(
        definition.getName(),
        description(component, definition),
        options,
        limits.getOrDefault(definition.getID(), DeclaredLimits.NONE).samples());
  }

  private static String description(
      ComponentDescriptionDTO component, ObjectClassDefinition definition) {
    if (component.properties.get(Constants.SERVICE_DESCRIPTION) instanceof String own) {
      return own;
    }
    String description = definition.getDescription();
    return description == null ? "" : description;
  }

  private static OptionDescription option(
      AttributeDefinition attribute,
      boolean required,
      @Nullable Object componentDefault,
      DeclaredLimits declared) {
    String id = attribute.getID();
    List<String> values = List.of(orEmpty(attribute.getOptionValues()));
    boolean constants = !values.isEmpty() && values.stream().allMatch(CONSTANT.asMatchPredicate());
    UnaryOperator<String> written = constants ? Choice::name : UnaryOperator.identity();
    Map<String, String> choices = new LinkedHashMap<>();
    values.forEach(choice -> choices.put(written.apply(choice), choice));
    List<String> declaredDefaults = defaults(attribute, componentDefault);
    // The metatype writes an empty list as one empty text.
    List<String> defaults =
        attribute.getCardinality() != 0 && declaredDefaults.equals(List.of(""))
            ? List.of()
            : declaredDefaults.stream().map(written).toList();
    String description = attribute.getDescription();
    return new OptionDescription(
        id.replace('.', '-'),
        id,
        type(attribute.getType()),
        attribute.getCardinality() != 0,
        defaults,
        required && declaredDefaults.isEmpty() && componentDefault == null,
        description == null ? "" : description,
        choices,
        declared.limits(),
        declared.decidesResult(),
        declared.samples());
  }

  /**
   * The metatype cannot distinguish an empty default from none; the component's own properties can.
   */
  private static List<String> defaults(AttributeDefinition attribute, @Nullable Object component) {
    String[] declared = orEmpty(attribute.getDefaultValue());
    if (declared.length == 0 && component instanceof String text) {
      return List.of(text);
    }
    return List.of(declared);
  }

  private static Type type(int type) {
    return switch (type) {
      case AttributeDefinition.INTEGER, AttributeDefinition.SHORT, AttributeDefinition.BYTE ->
          Type.INTEGER;
      case AttributeDefinition.LONG -> Type.LONG;
      case AttributeDefinition.DOUBLE -> Type.DOUBLE;
      case AttributeDefinition.FLOAT -> Type.FLOAT;
      case AttributeDefinition.BOOLEAN -> Type.BOOLEAN;
      default -> Type.TEXT;
    };
  }

  private static String[] orEmpty(String @Nullable [] values) {
    return values == null ? new String[0] : values;
  }

  private static AttributeDefinition[] orNone(AttributeDefinition @Nullable [] attributes) {
    return attributes == null ? new AttributeDefinition[0] : attributes;
  }
}
