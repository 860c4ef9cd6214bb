package org.parfocal.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says which section of a study a Declarative Services component serves, and the name by which a
 * configuration file asks for it.
 *
 * <p>The component also needs {@code configurationPolicy = REQUIRE}, one configuration pid that is
 * unique to it, and a {@code @Designate(ocd = …, factory = true)}: that typed declaration is the
 * only place where its options, defaults and limits stand. A reference of the component whose name
 * is the name of a section ({@code backbone}, {@code training}, {@code images}, {@code transforms})
 * is bound to the instance which the study configured for that section.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Plugin {
  /** Prefix of the component properties written by this annotation. */
  String PREFIX_ = "parfocal.";

  /** Section of the study file, for example {@code dataset} or {@code model}. */
  String section();

  /** Name used in the study file, for example {@code breakhis}. */
  String name();
}
