package org.parfocal.backbone.dl4j.internal;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.learning.BackboneContract;

/** Every backbone keeps the contract. */
class BackboneContractsTest {
  @Nested
  class SmallCnnContract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new SmallCnn.Provider(
          OptionValues.of(SmallCnn.Provider.Options.class, Map.of()), TestEngine.start());
    }
  }

  @Nested
  class MaximumContract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return pooled("max");
    }

    @Override
    protected boolean averages() {
      return false;
    }
  }

  @Nested
  class GeneralisedMeanContract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return pooled("gem");
    }

    @Override
    protected boolean averages() {
      return false;
    }
  }

  private static BackboneProvider pooled(String pooling) {
    return new SmallCnn.Provider(
        OptionValues.of(SmallCnn.Provider.Options.class, Map.of("pooling", pooling)),
        TestEngine.start());
  }

  @Nested
  class ResNet18Contract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new ResNet18.Provider(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }
  }

  @Nested
  class ResNet50Contract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new ResNet50.Provider(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }

    /** Smaller ones would leave batch statistics of four pixels. */
    @Override
    protected int imageSize() {
      return 64;
    }
  }

  @Nested
  class SqueezeNetContract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new SqueezeNet.Provider(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }
  }

  @Nested
  class MobileNetV2Contract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new MobileNetV2.Provider(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }

    /** Smaller ones would leave batch statistics of four pixels. */
    @Override
    protected int imageSize() {
      return 64;
    }
  }

  @Nested
  class Vgg11Contract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new Vgg11.Provider(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }
  }

  @Nested
  class SmseCnnContract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new SmseCnn.Provider(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }

    @Override
    protected int imageSize() {
      return 64;
    }
  }
}
