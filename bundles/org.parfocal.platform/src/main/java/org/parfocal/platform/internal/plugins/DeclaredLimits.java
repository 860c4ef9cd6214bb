package org.parfocal.platform.internal.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.parfocal.api.DecidesResult;
import org.parfocal.api.Limits;
import org.parfocal.api.SampleForm;
import org.parfocal.api.SamplesAre;
import org.parfocal.platform.OptionLimits;

/**
 * What a bundle's metatype files declare of an option and the metatype service does not tell: its
 * limits, those of {@link Limits} included, whether it {@link DecidesResult}, and what {@link
 * SamplesAre}; of all options together, the last one.
 */
record DeclaredLimits(OptionLimits limits, boolean decidesResult, Optional<SampleForm> samples) {
  /** Of an option that declares nothing. */
  static final DeclaredLimits NONE = new DeclaredLimits(OptionLimits.NONE, true, Optional.empty());

  private static final String FOLDER = "OSGI-INF/metatype";

  /** By OCD id and attribute id, joined by a blank; by OCD id for all of its options together. */
  static Map<String, DeclaredLimits> of(Bundle bundle) {
    Map<String, DeclaredLimits> limits = new HashMap<>();
    Enumeration<URL> files = bundle.findEntries(FOLDER, "*.xml", false);
    if (files == null) {
      return limits;
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    for (URL file : Collections.list(files)) {
      try (InputStream stream = file.openStream()) {
        read(factory.createXMLStreamReader(stream), limits);
      } catch (IOException | XMLStreamException e) {
        // What cannot be read declares no limit; the metatype service reports the file itself.
        continue;
      }
    }
    return limits;
  }

  private static void read(XMLStreamReader reader, Map<String, DeclaredLimits> limits)
      throws XMLStreamException {
    String ocd = "";
    while (reader.hasNext()) {
      if (reader.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      if (reader.getLocalName().equals("OCD")) {
        ocd = text(reader, null, "id");
        limits.put(ocd, declared(reader));
      } else if (reader.getLocalName().equals("AD")) {
        limits.put(ocd + " " + text(reader, null, "id"), declared(reader));
      }
    }
  }

  private static DeclaredLimits declared(XMLStreamReader reader) {
    String above = text(reader, Limits.NAMESPACE, "above");
    String below = text(reader, Limits.NAMESPACE, "below");
    String least = text(reader, Limits.NAMESPACE, "minItems");
    String most = text(reader, Limits.NAMESPACE, "maxItems");
    OptionLimits limits =
        new OptionLimits(
            text(reader, null, "min"),
            text(reader, null, "max"),
            above.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(above),
            below.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(below),
            least.isEmpty() ? 0 : Integer.parseInt(least),
            most.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(most));
    boolean incidental = text(reader, DecidesResult.NAMESPACE, "decides").equals("false");
    String samples = text(reader, SamplesAre.NAMESPACE, "are");
    return new DeclaredLimits(
        limits,
        !incidental,
        Arrays.stream(SampleForm.values()).filter(each -> each.name().equals(samples)).findFirst());
  }

  private static String text(XMLStreamReader reader, @Nullable String space, String attribute) {
    @Nullable String value = reader.getAttributeValue(space, attribute);
    return value == null ? "" : value;
  }
}
