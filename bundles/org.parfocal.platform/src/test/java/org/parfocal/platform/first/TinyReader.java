package org.parfocal.platform.first;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Limits;
import org.parfocal.api.Plugin;

/** A reader with one option of each type. */
@Component(
    service = DatasetReader.class,
    configurationPid = TinyReader.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "dataset", name = "tiny")
@Designate(ocd = TinyReader.Options.class, factory = true)
public final class TinyReader implements DatasetReader {
  static final String PID = "test.dataset.tiny";

  /** What an image is stained with, or is not. */
  enum Colour {
    GREY,
    RGB,
    HAEMATOXYLIN_EOSIN
  }

  @ObjectClassDefinition(name = "Tiny", description = "A data set without samples")
  @interface Options {
    @AttributeDefinition(description = "Where it stands")
    String path();

    @AttributeDefinition(description = "How many", min = "1", max = "100")
    int number_of_patients() default 3;

    @AttributeDefinition(description = "A share")
    @Limits(above = 0, below = 1)
    double share() default 0.25;

    @AttributeDefinition(description = "A seed")
    long seed() default 13;

    @AttributeDefinition(description = "A switch")
    boolean strict() default false;

    @AttributeDefinition(description = "A choice")
    Colour colour() default Colour.RGB;

    @AttributeDefinition(description = "Names")
    @Limits(minItems = 1, maxItems = 3)
    String[] names() default {"a", "b"};

    @AttributeDefinition(description = "More names")
    String[] others() default {};

    @AttributeDefinition(description = "Nothing", required = false)
    String note();

    @AttributeDefinition(description = "Empty unless given")
    String weights() default "";

    @AttributeDefinition(description = "What goes wrong", required = false)
    String fail();
  }

  private final Options options;

  @Activate
  public TinyReader(Options options) {
    String fail = options.fail();
    if ("data".equals(fail)) {
      throw new DatasetException("The folder is empty: give another path.");
    }
    if ("bug".equals(fail)) {
      throw new IllegalStateException("a bug", new ArithmeticException("by zero"));
    }
    this.options = options;
  }

  @Override
  public Dataset read() {
    return new Dataset(
        String.join(
            " ",
            options.path(),
            "" + options.number_of_patients(),
            "" + options.share(),
            "" + options.seed(),
            "" + options.strict(),
            options.colour().name(),
            String.join("+", options.names()),
            "" + options.note(),
            "[" + options.weights() + "]"),
        List.of("benign", "malignant"),
        List.of(),
        "manifest",
        "",
        List.of());
  }
}
