package io.loopline.serde;

import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro make objects of the generated contract classes. Since 1.12.2 Avro refuses every class
 * that is not on a process-wide list of trusted ones, those it generated itself included: readers
 * and also builders fail. This adds the two contract packages to the list and takes nothing away.
 *
 * <p>It is named as a service for Avro's conversions, because that is the one thing every generated
 * class loads before its first use; so programs that embed the contracts need no JVM option. As a
 * conversion it converts nothing: no contract has a logical type of its name.
 */
public final class ContractTrust extends Conversion<ContractTrust.Nothing> {
  static {
    ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(others, ContractTrust::isContract));
  }

  /** The type it would convert to; it has no values. */
  public enum Nothing {}

  /** For the service loader. */
  public ContractTrust() {}

  /** Adds the contracts to the trusted classes, unless that is done. */
  static void establish() {
    // entering this method has run the initializer above
  }

  private static boolean isContract(Class<?> type) {
    String place = type.getPackageName();
    return place.equals("io.loopline.event") || place.equals("io.loopline.state");
  }

  @Override
  public Class<Nothing> getConvertedType() {
    return Nothing.class;
  }

  @Override
  public String getLogicalTypeName() {
    return "loopline-contract-trust";
  }
}
