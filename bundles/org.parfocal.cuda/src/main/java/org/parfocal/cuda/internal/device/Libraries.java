package org.parfocal.cuda.internal.device;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;
import org.parfocal.api.EngineException;

/**
 * Loads libraries of CUDA and cuDNN from where they were found, before JavaCPP's wrappers ask for
 * them: a library that is loaded already satisfies who names it, wherever it lies. JavaCPP is told
 * under which names it has them, or it would look for others.
 */
public final class Libraries {
  /** Where JavaCPP unpacks what is its own. ND4J's JavaCPP has files of the same names. */
  private static final String FOLDER_PROPERTY = "org.bytedeco.javacpp.cachedir";

  private Libraries() {}

  /**
   * Loads all, and then the wrappers. A second call does nothing.
   *
   * @param files in an order in which each comes after those that it needs
   * @param folder into which the wrappers' own libraries are unpacked
   * @throws EngineException if one cannot be loaded
   */
  public static void load(List<Path> files, Path folder) {
    unpackInto(folder);
    List<Path> waiting = new ArrayList<>(files);
    String reason = "";
    // Their order is NVIDIA's business and may change: whoever fails is tried again behind the
    // others.
    for (int before = -1; !waiting.isEmpty() && before != waiting.size(); ) {
      before = waiting.size();
      List<Path> failed = new ArrayList<>();
      for (Path file : waiting) {
        try {
          Loader.loadLibrary(Libraries.class, new URL[] {url(file)}, name(file));
        } catch (UnsatisfiedLinkError e) {
          failed.add(file);
          reason = cause(e);
        }
      }
      waiting = failed;
    }
    if (!waiting.isEmpty()) {
      throw new EngineException(
          "The library %s cannot be loaded (%s); see parfocal doctor."
              .formatted(waiting.get(0), reason));
    }
    try {
      Loader.load(cudart.class);
      Loader.load(nvrtc.class);
      Loader.load(cudnn.class);
    } catch (UnsatisfiedLinkError e) {
      throw new EngineException(
          "JavaCPP's part of CUDA cannot be loaded (%s); see parfocal doctor.".formatted(cause(e)));
    }
  }

  /** Is asked for once, when JavaCPP is first used. */
  private static void unpackInto(Path folder) {
    String before = System.getProperty(FOLDER_PROPERTY);
    System.setProperty(FOLDER_PROPERTY, folder.toString());
    try {
      Loader.getCacheDir();
    } catch (IOException e) {
      throw new EngineException("The folder %s cannot be written (%s).".formatted(folder, e));
    } finally {
      if (before == null) {
        System.clearProperty(FOLDER_PROPERTY);
      } else {
        System.setProperty(FOLDER_PROPERTY, before);
      }
    }
  }

  /** As JavaCPP names libraries: {@code libcudart.so.13} is {@code cudart@.13}. */
  static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    int end = name.indexOf(".so");
    return name.substring("lib".length(), end) + "@" + name.substring(end + ".so".length());
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String cause(Throwable thrown) {
    Throwable last = thrown;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage());
  }
}
