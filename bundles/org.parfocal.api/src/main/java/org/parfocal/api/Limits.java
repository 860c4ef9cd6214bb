package org.parfocal.api;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits of an option that {@code @AttributeDefinition(min, max)} cannot say: bounds that a number
 * must not reach, and how many values a list may hold.
 *
 * <pre>{@code
 * @AttributeDefinition(description = "Learning rate before the schedule lowers it")
 * @Limits(above = 0)
 * double learning_rate() default 1e-3;
 *
 * @AttributeDefinition(min = "1", max = "4096", description = "Units of each hidden layer")
 * @Limits(minItems = 1, maxItems = 2)
 * int[] hidden() default {64};
 * }</pre>
 *
 * <p>The build writes them into the bundle's metatype. The platform refuses other values in study
 * files, and {@code parfocal plugins NAME} shows the limits. In a list, {@code above} and {@code
 * below} hold for each value.
 */
@XMLAttribute(namespace = Limits.NAMESPACE, prefix = "parfocal")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Limits {
  /** XML namespace of these attributes in metatype files. */
  String NAMESPACE = "http://www.parfocal.org/xmlns/limits/v1.0.0";

  /** Numbers must be greater than this. */
  double above() default Double.NEGATIVE_INFINITY;

  /** Numbers must be less than this. */
  double below() default Double.POSITIVE_INFINITY;

  /** Least number of values in a list. */
  int minItems() default 0;

  /** Greatest number of values in a list. */
  int maxItems() default Integer.MAX_VALUE;
}
