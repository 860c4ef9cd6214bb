package ${package};

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;
import org.osgi.service.component.annotations.*;
import org.osgi.service.metatype.annotations.*;
import org.parfocal.api.*;
import org.parfocal.backbone.dl4j.Architecture;
import org.parfocal.backbone.dl4j.Dl4jBackboneProvider;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;

/** One convolution and the global average. */
@Component(
    service = BackboneProvider.class,
    configurationPid = "${package}",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.BACKBONE, name = "${name}")
@Designate(ocd = TinyCnn.Options.class, factory = true)
public final class TinyCnn extends Dl4jBackboneProvider {

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
        new Network(options.width()), options.weights(), options.frozen(), ALL_LAYERS, engine);
  }

  private record Network(int width) implements Architecture {
    @Override
    public String name() {
      return "${name}";
    }

    @Override
    public int minimumImageSize() {
      return 8;
    }

    @Override
    public ComputationGraphConfiguration configuration(int imageSize, long seed) {
      return new NeuralNetConfiguration.Builder()
          .seed(seed)
          .graphBuilder()
          .addInputs("images")
          .setInputTypes(InputType.convolutional(imageSize, imageSize, 3))
          .addLayer(
              "conv1",
              new ConvolutionLayer.Builder(3, 3)
                  .stride(2, 2)
                  .padding(1, 1)
                  .nOut(width)
                  .activation(Activation.RELU)
                  .build(),
              "images")
          .addLayer("average", new GlobalPoolingLayer(PoolingType.AVG), "conv1")
          .setOutputs("average")
          .build();
    }
  }
}
