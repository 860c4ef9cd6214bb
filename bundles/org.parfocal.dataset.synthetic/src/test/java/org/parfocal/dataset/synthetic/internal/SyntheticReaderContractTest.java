package org.parfocal.dataset.synthetic.internal;

import org.parfocal.api.DatasetReader;
import org.parfocal.testkit.DatasetReaderContract;

class SyntheticReaderContractTest extends DatasetReaderContract {
  @Override
  protected DatasetReader reader() {
    return new TestOptions().set("patients", 4).set("places", 1).set("image_size", 32).reader();
  }
}
