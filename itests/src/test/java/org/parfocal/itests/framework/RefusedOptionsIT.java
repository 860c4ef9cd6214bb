package org.parfocal.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;
import org.parfocal.api.ConfigurationException;

/** The choices and limits that our plugins declare hold for study files, all mistakes at once. */
public class RefusedOptionsIT extends InstalledPlatform {
  private static final String BASELINE = "{strategy: baseline}";

  @Test
  public void ofTheTraining() throws IOException {
    assertRefused(
        BASELINE,
        "",
        """
        training.epochs=0 | is 0; allowed: whole number, at least 1.
        training.batch=0 | is 0; allowed: whole number from 1 to 65536.
        training.learning-rate=0 | is 0; allowed: number above 0.
        training.optimiser=lbfgs | is lbfgs; allowed: one of sgd, adam, adamw.
        training.momentum=1 | is 1; allowed: number, at least 0 and below 1.
        training.weight-decay=-1 | is -1; allowed: number, at least 0.
        training.clip-norm=Infinity | is Infinity; allowed: number, at least 0.
        training.schedule=cosin | is cosin; allowed: one of constant, cosine, dann, step. Did you mean cosine?
        training.step-epochs=0 | is 0; allowed: whole number, at least 1.
        training.warm-up-epochs=-0.5 | is -0.5; allowed: number, at least 0.
        training.select=test-auc | is test-auc; allowed: one of validation-auc, validation-loss, validation-balanced-accuracy, last.
        training.patience=-1 | is -1; allowed: whole number, at least 0.
        training.prefetch=0 | is 0; allowed: whole number from 1 to 64.
        """);
  }

  @Test
  public void ofTheImages() throws IOException {
    assertRefused(
        BASELINE,
        "",
        """
        images.size=4 | is 4; allowed: whole number from 8 to 4096.
        images.normalise=zero | is zero; allowed: one of imagenet, half, none.
        images.resize=stretch | is stretch; allowed: one of crop, squash.
        """);
  }

  @Test
  public void ofProtocols() throws IOException {
    assertRefused(
        BASELINE,
        "",
        """
        protocol.test-patients=0 | is 0; allowed: number above 0 and below 1.
        protocol.validation-patients=1 | is 1; allowed: number, at least 0 and below 1.
        protocol.patient-folds=-1 | is -1; allowed: whole number, at least 0.
        """);
    assertRefused(
        BASELINE,
        "protocol={split: patient-holdout}",
        "protocol.repeats=0 | is 0; allowed: whole number from 1 to 1000.");
    assertRefused(
        BASELINE,
        "protocol={split: patient-k-fold}",
        "protocol.folds=1 | is 1; allowed: whole number from 2 to 1000.");
    assertRefused(
        BASELINE,
        "protocol={split: given-folds, path: folds.txt}",
        "protocol.on-overlap=keep | is keep; allowed: one of fail, drop.");
  }

  @Test
  public void ofReaders() throws IOException {
    assertRefused(
        BASELINE,
        "",
        """
        dataset.patients=1 | is 1; allowed: whole number from 2 to 100000.
        dataset.overlap=NaN | is NaN; allowed: number from 0 to 1.
        dataset.image-size=100000 | is 100000; allowed: whole number from 8 to 4096.
        dataset.magnifications=[] | has 0 values; allowed: list of at least 1: text.
        dataset.microns-per-pixel=[30, 1] | is 30; allowed: list of: number from 0.02 to 20.
        """);
    assertRefused(
        BASELINE,
        "dataset={reader: breakhis, path: x}",
        """
        dataset.patients=person | is person; allowed: one of slide, numeric-prefix.
        dataset.labels=grade | is grade; allowed: one of binary, subtype.
        """);
    assertRefused(
        BASELINE,
        "dataset={reader: table, path: x}",
        """
        dataset.delimiter=colon | is colon; allowed: one of comma, semicolon, tab, pipe.
        dataset.pyramid-places=0 | is 0; allowed: whole number from 1 to 10000.
        dataset.pyramid-scales=0.5 | is 0.5; allowed: list of at most 16: number from 1 to 1024.
        dataset.pyramid-microns-per-pixel=0 | is 0; allowed: list of at most 16: number, above 0 and at most 1000.
        """);
    assertRefused(
        BASELINE,
        "dataset={reader: bcss, path: x}",
        """
        dataset.label=middle | is middle; allowed: one of centre, majority.
        dataset.minimum-share=1.5 | is 1.5; allowed: number from 0 to 1.
        dataset.places=0 | is 0; allowed: whole number from 1 to 10000.
        """);
  }

  @Test
  public void ofAugmentations() throws IOException {
    assertRefused(
        BASELINE,
        "augmentation={multiscale: {group: quad, match: patient, cross-magnification: maybe}}",
        """
        group | is quad; allowed: one of single, pair, triplet, pyramid.
        match | is patient; allowed: one of auto, same-place, same-patient, any.
        cross-magnification | is maybe; allowed: one of any, required.
        """);
    assertRefused(
        BASELINE,
        "augmentation={dcgan: {image-size: 48, latent-size: 0, width: 129, epochs: 0, batch: 2,"
            + " minimum-images: 3, learning-rate: 0, ratio: -0.1, groups: patient}}",
        """
        image-size | is 48; allowed: one of 16, 32, 64.
        latent-size | is 0; allowed: whole number from 1 to 1000.
        width | is 129; allowed: whole number from 1 to 128.
        epochs | is 0; allowed: whole number from 1 to 10000.
        batch | is 2; allowed: whole number from 4 to 256.
        minimum-images | is 3; allowed: whole number from 4 to 1000000.
        learning-rate | is 0; allowed: number above 0.
        ratio | is -0.1; allowed: number from 0 to 10.
        groups | is patient; allowed: one of class, class-and-magnification.
        """);
  }

  @Test
  public void ofModels() throws IOException {
    assertRefused(
        BASELINE,
        "",
        """
        model.class-weights=some | is some; allowed: one of none, balanced.
        model.l2=-1 | is -1; allowed: number, at least 0.
        """);
    assertRefused(
        "{strategy: dann}",
        "",
        """
        model.lambda-max=-1 | is -1; allowed: number, at least 0.
        model.gamma=0 | is 0; allowed: number above 0.
        model.schedule=linear | is linear; allowed: one of ganin, constant.
        model.hidden=[1, 2, 3] | has 3 values; allowed: list of 1 to 2: whole number from 0 to 4096.
        model.projection=5000 | is 5000; allowed: whole number from 0 to 4096.
        model.domain-rate=0 | is 0; allowed: number above 0.
        model.l2=Infinity | is Infinity; allowed: number, at least 0.
        model.class-weights=some | is some; allowed: one of none, balanced.
        """);
    assertRefused(
        "{strategy: smse}",
        "",
        """
        model.margin=0 | is 0; allowed: number above 0.
        model.metric-weight=-1 | is -1; allowed: number, at least 0.
        model.embedding-size=4097 | is 4097; allowed: whole number from 1 to 4096.
        model.loss=quad | is quad; allowed: one of auto, pair, triplet.
        model.classification-loss=hinge | is hinge; allowed: one of cross-entropy, focal, reinforced-focal-l1, reinforced-focal-log.
        model.class-weights=balanced | is balanced; allowed: one of auto, training-share, none.
        """);
    assertRefused(
        "{strategy: dsml}",
        "",
        """
        model.projection=-1 | is -1; allowed: whole number from 0 to 4096.
        model.views=101 | is 101; allowed: whole number from 0 to 100.
        model.temperature=0 | is 0; allowed: number from 0.01 to 100.
        model.lambda=NaN | is NaN; allowed: number, at least 0.
        model.fused-weight=-1 | is -1; allowed: number, at least 0.
        model.branches=own | is own; allowed: one of shared, per-magnification.
        model.similarity=features | is features; allowed: one of probability, feature. Did you mean feature?
        model.fusion=sum | is sum; allowed: one of mean, concatenate.
        model.inference=all | is all; allowed: one of single, pyramid.
        """);
  }

  @Test
  public void ofMetrics() throws IOException {
    assertRefused(
        BASELINE,
        "metrics={classification: {threshold: half}, signature: {rule: largest}}",
        """
        threshold | is half; allowed: one of validation, fixed.
        rule | is largest; allowed: one of smallest-loss, one-standard-error.
        """);
  }

  /**
   * Opens a study with everything that is wrong.
   *
   * @param first an argument that goes before; may be empty
   * @param rows in each an argument or the end of an option's name, and what is said of the option
   */
  private void assertRefused(String model, String first, String rows) throws IOException {
    List<String> arguments = new ArrayList<>(Stream.of(first).filter(a -> !a.isEmpty()).toList());
    List<String> sentences = new ArrayList<>();
    for (String row : rows.lines().toList()) {
      String[] cells = row.split(" \\| ", 2);
      int equals = cells[0].indexOf('=');
      if (equals >= 0) {
        arguments.add(cells[0]);
      }
      sentences.add((equals < 0 ? cells[0] : cells[0].substring(0, equals)) + " " + cells[1]);
    }
    TinyStudy study = TinyStudy.trained(folder.newFolder().toPath(), model);
    List<String> problems =
        assertThrows(
                ConfigurationException.class, () -> platform.open(study.file(), arguments).close())
            .problems();
    for (String sentence : sentences) {
      assertTrue(
          "\"%s\" should be among %s".formatted(sentence, problems),
          problems.stream()
              .anyMatch(
                  problem ->
                      problem.contains(": " + sentence) || problem.contains("." + sentence)));
    }
    assertEquals(problems.toString(), sentences.size(), problems.size());
  }
}
