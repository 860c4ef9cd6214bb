package org.parfocal.api;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a plugin, by the type of its options, or of one of its options, what samples it is about;
 * of a reader, what it gives.
 *
 * <pre>{@code
 * @ObjectClassDefinition(name = "Zoom", description = "Training images at other magnifications")
 * @SamplesAre(SampleForm.IMAGES)
 * @interface Options { … }
 * }</pre>
 *
 * <p>Readers, transforms and backbones that say nothing are about images; anything else that says
 * nothing has a use for both. The build writes it into the bundle's metatype, and the platform
 * refuses a study that brings together what does not fit.
 */
@XMLAttribute(namespace = SamplesAre.NAMESPACE, prefix = "samples", mapping = "value=are")
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface SamplesAre {
  /** XML namespace of this attribute in metatype files. */
  String NAMESPACE = "http://www.parfocal.org/xmlns/samples/v1.0.0";

  /** What the samples are. */
  SampleForm value();
}
