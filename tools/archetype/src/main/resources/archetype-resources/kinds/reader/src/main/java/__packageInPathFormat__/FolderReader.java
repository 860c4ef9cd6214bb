package ${package};

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.*;
import org.osgi.service.metatype.annotations.*;
import org.parfocal.api.*;
import org.parfocal.imaging.ImageFolder;

/** Reads PATH/class/patient/magnification/image.png. */
@Component(
    service = DatasetReader.class,
    configurationPid = "${package}",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.DATASET, name = "${name}")
@Designate(ocd = FolderReader.Options.class, factory = true)
public final class FolderReader implements DatasetReader {

  @ObjectClassDefinition(name = "Folders", description = "Images in folders.")
  public @interface Options {
    @AttributeDefinition(description = "The folder of the data set.")
    String path();
  }

  private final Path root;

  @Activate
  public FolderReader(Options options) {
    root = Path.of(options.path());
  }

  @Override
  public Dataset read() {
    List<String> files = files();
    List<String> classes = files.stream().map(file -> file.split("/")[0]).distinct().toList();
    if (classes.size() < 2) {
      throw new DatasetException("The folder " + root + " needs a folder for each of two classes.");
    }
    ImageFolder folder = ImageFolder.of(root);
    Sha256 manifest = new Sha256();
    List<Sample> samples = new ArrayList<>();
    for (String file : files) {
      manifest.add(file); // what the names tell; the platform adds the pixels
      String[] part = file.split("/"); // class, patient, magnification, image
      samples.add(
          new Sample(
              file, // the id: unique, and the same in every run
              folder.file(file),
              classes.indexOf(part[0]), // the second of two is the positive class
              part[1],
              part[1], // the slide; the patient where slides are not known
              part[2], // as the data set names it
              OptionalDouble.empty(), // µm per pixel; never computed from the magnification
              null, // the place in the tissue, if the data set knows it
              Map.of())); // any further attributes, for example the institute
    }
    return new Dataset("folders", classes, samples, manifest.hex(), "", List.of());
  }

  private List<String> files() {
    try (Stream<Path> found = Files.walk(root, 4)) {
      return found
          .map(path -> root.relativize(path).toString())
          .filter(file -> file.matches("[^/]+/[^/]+/[^/]+/[^/]+\\.png"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DatasetException("The folder " + root + " cannot be read.", e);
    }
  }
}
