package org.parfocal.platform.internal.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * The smallest and largest values that a bundle's metatype files declare. The metatype service
 * checks against them but does not tell them, and a user wants to read them.
 *
 * @param minimum as text; empty if there is none
 * @param maximum as text; empty if there is none
 */
record DeclaredLimits(String minimum, String maximum) {
  static final DeclaredLimits NONE = new DeclaredLimits("", "");
  private static final String FOLDER = "OSGI-INF/metatype";

  /** Limits by OCD id and attribute id, joined by a blank. */
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
        ocd = text(reader, "id");
      } else if (reader.getLocalName().equals("AD")) {
        limits.put(
            ocd + " " + text(reader, "id"),
            new DeclaredLimits(text(reader, "min"), text(reader, "max")));
      }
    }
  }

  private static String text(XMLStreamReader reader, String attribute) {
    @Nullable String value = reader.getAttributeValue(null, attribute);
    return value == null ? "" : value;
  }
}
