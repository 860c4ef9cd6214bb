package org.parfocal.platform.internal.wiring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.parfocal.api.BackboneFile;

/** The formats of backbones' files that are installed now. */
final class BackboneFormats {
  private final BundleContext context;

  BackboneFormats(BundleContext context) {
    this.context = context;
  }

  /** A file and those that belong to it. */
  List<Path> together(Path file) {
    List<BackboneFile> formats = new ArrayList<>();
    try {
      for (ServiceReference<BackboneFile> format :
          context.getServiceReferences(BackboneFile.class, null)) {
        BackboneFile service = context.getService(format);
        if (service != null) {
          formats.add(service);
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
    return BackboneFile.together(formats, file);
  }
}
