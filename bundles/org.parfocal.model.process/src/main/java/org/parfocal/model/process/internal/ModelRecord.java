package org.parfocal.model.process.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.Images;
import org.parfocal.api.OutputException;
import org.parfocal.api.WholeFile;

/**
 * {@code process.json}: what a stored model is nothing without, which are not its files.
 *
 * @param program SHA-256 of the program that fitted it
 * @param arguments of the program
 * @param classes how many
 * @param images what the pixels are like
 */
record ModelRecord(String program, List<String> arguments, int classes, String images) {
  /** The folder of the program's own files, beside the record. */
  static final String FILES = "program";

  private static final String NAME = "process.json";
  private static final int FORMAT = 1;
  private static final long LARGEST = 1 << 20;

  void write(Path directory) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("format", FORMAT);
    members.put("program", program);
    members.put("arguments", arguments);
    members.put("classes", classes);
    members.put("images", images);
    try {
      WholeFile.write(directory.resolve(NAME), JSON.std.asString(members) + "\n");
    } catch (IOException e) {
      throw new OutputException(
          "The model cannot be written to %s: %s.".formatted(directory, e.getMessage()), e);
    }
  }

  /**
   * Reads what was written.
   *
   * @throws OutputException if it is not there or damaged
   */
  static ModelRecord read(Path directory) {
    Path file = directory.resolve(NAME);
    try {
      Map<String, Object> members =
          Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST
              ? JSON.std.mapFrom(Files.readString(file))
              : Map.of();
      if (members.get("program") instanceof String program
          && members.get("arguments") instanceof List<?> arguments
          && members.get("classes") instanceof Integer classes
          && members.get("images") instanceof String images
          && Integer.valueOf(FORMAT).equals(members.get("format"))) {
        return new ModelRecord(
            program, arguments.stream().map(String::valueOf).toList(), classes, images);
      }
    } catch (IOException e) {
      throw new OutputException(
          "%s is damaged: %s; train the model again.".formatted(file, e.getMessage()), e);
    }
    throw new OutputException("%s is missing or damaged; train the model again.".formatted(file));
  }

  /**
   * Returns if a program can go on with the model.
   *
   * @throws OutputException if it is another one, or its images are others
   */
  void require(Program now, int classesNow, Images imagesNow, Path directory) {
    if (!program.equals(now.sha256())) {
      throw new OutputException(
          "The model in %s was fitted by a program of the SHA-256 %s, and %s is another one: use that program, or train again."
              .formatted(directory, program, now.file()));
    }
    if (!arguments.equals(now.arguments())) {
      throw new OutputException(
          "The model in %s was fitted with the arguments %s, and these are %s: use the same ones, or train again."
              .formatted(directory, arguments, now.arguments()));
    }
    if (classes != classesNow || !images.equals(imagesNow.key())) {
      throw new OutputException(
          "The model in %s was trained on %d classes and images of %s, and these are %d and %s (images.size and what belongs to it): use the options that it was trained with."
              .formatted(directory, classes, images, classesNow, imagesNow.key()));
    }
  }
}
