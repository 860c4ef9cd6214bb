package ${package};

import org.osgi.service.component.annotations.*;
import org.osgi.service.metatype.annotations.*;
import org.parfocal.api.*;
import org.parfocal.backbone.dl4j.NetworkBackboneProvider;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.Node;
import org.parfocal.plan.architecture.*;

/** One convolution and the global average. */
@Component(
    service = BackboneProvider.class,
    configurationPid = "${package}",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.BACKBONE, name = "${name}")
@Designate(ocd = TinyCnn.Options.class, factory = true)
public final class TinyCnn extends NetworkBackboneProvider {

  @ObjectClassDefinition(name = "Tiny CNN", description = "One convolution.")
  public @interface Options {
    @AttributeDefinition(description = "Channels.", min = "1", max = "256")
    int width() default 16;

    @AttributeDefinition(description = "A safetensors file, or none for random weights.")
    String weights() default NO_WEIGHTS;

    @AttributeDefinition(description = "Whether the weights stay as they are.")
    boolean frozen() default false;
  }

  @Activate
  public TinyCnn(Options options, @Reference NativeBuild engine) {
    super(
        new Layers(options.width()), options.weights(), options.frozen(), ALL_LAYERS, engine);
  }

  private record Layers(int width) implements NetworkArchitecture {
    @Override
    public String name() {
      return "${name}";
    }

    @Override
    public int minimumImageSize() {
      return 8;
    }

    @Override
    public Network network(int imageSize) {
      NetworkDraft draft = new NetworkDraft(imageSize, InitialWeights.KAIMING_UNIFORM);
      Node x = draft.convolutionRelu(draft.image(), "conv1", width, 3, 2, 1);
      return draft.average(x);
    }
  }
}
