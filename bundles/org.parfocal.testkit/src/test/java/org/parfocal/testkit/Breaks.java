package org.parfocal.testkit;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Names the check that a broken plugin fails. */
@Retention(RetentionPolicy.RUNTIME)
@interface Breaks {
  String value();
}
