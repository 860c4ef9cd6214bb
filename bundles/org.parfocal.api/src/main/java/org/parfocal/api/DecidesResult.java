package org.parfocal.api;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of an option that it decides where or how fast a job runs, and not what it computes.
 *
 * <pre>{@code
 * @AttributeDefinition(description = "Threads that read images")
 * @DecidesResult(false)
 * int readers() default 2;
 * }</pre>
 *
 * <p>Such an option is no part of a job's identity: with another value of it, jobs that are done
 * are kept. The build writes it into the bundle's metatype.
 */
@XMLAttribute(namespace = DecidesResult.NAMESPACE, prefix = "identity", mapping = "value=decides")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface DecidesResult {
  /** XML namespace of this attribute in metatype files. */
  String NAMESPACE = "http://www.parfocal.org/xmlns/identity/v1.0.0";

  /** Whether a result may differ with the option's value, as with any option that says nothing. */
  boolean value();
}
