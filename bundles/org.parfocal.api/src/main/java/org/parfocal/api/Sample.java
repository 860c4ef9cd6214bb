package org.parfocal.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One image, or the embedding of one, with its label and origin.
 *
 * @param id unique within its data set, stable between runs
 * @param image the pixels, or the embedding in their place
 * @param label index into {@link Dataset#classes()}
 * @param patient whom the tissue is from; patients are never split between parts of a fold
 * @param slide the slide or specimen; equal to the patient where the data set knows no slides
 * @param magnification nominal value as the data set names it, for example {@code 200X}; null if
 *     unknown, never derived from {@code micronsPerPixel}
 * @param micronsPerPixel edge of a pixel in µm; empty if unknown, never derived from the
 *     magnification
 * @param place spot in the tissue; samples of one place at several magnifications form a pyramid;
 *     null if unknown
 * @param attributes anything else that the data set tells, for example {@code subtype}
 */
public record Sample(
    String id,
    ImageSource image,
    int label,
    String patient,
    String slide,
    @Nullable String magnification,
    OptionalDouble micronsPerPixel,
    @Nullable String place,
    Map<String, String> attributes) {
  public Sample {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(micronsPerPixel, "micronsPerPixel");
    if (id.isBlank() || patient.isBlank() || slide.isBlank()) {
      throw new IllegalArgumentException("a sample needs an id, a patient and a slide: " + id);
    }
    if (label < 0) {
      throw new IllegalArgumentException("negative label of sample " + id);
    }
    if (micronsPerPixel.isPresent() && !(micronsPerPixel.getAsDouble() > 0)) {
      throw new IllegalArgumentException("µm per pixel of sample " + id + " must be positive");
    }
    attributes = Map.copyOf(attributes);
  }

  /** This sample under another id. */
  public Sample withId(String other) {
    return new Sample(
        other, image, label, patient, slide, magnification, micronsPerPixel, place, attributes);
  }

  /** This sample with its pixels from another source. */
  public Sample withImage(ImageSource source) {
    return new Sample(
        id, source, label, patient, slide, magnification, micronsPerPixel, place, attributes);
  }

  /** This sample with another label. */
  public Sample withLabel(int other) {
    return new Sample(
        id, image, other, patient, slide, magnification, micronsPerPixel, place, attributes);
  }

  /** This sample at another resolution. */
  public Sample withMicronsPerPixel(OptionalDouble other) {
    return new Sample(id, image, label, patient, slide, magnification, other, place, attributes);
  }

  /** This sample with one more attribute, or another value of it. */
  public Sample withAttribute(String name, String value) {
    Map<String, String> more = new HashMap<>(attributes);
    more.put(name, value);
    return new Sample(
        id, image, label, patient, slide, magnification, micronsPerPixel, place, more);
  }
}
