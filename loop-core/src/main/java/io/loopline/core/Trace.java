package io.loopline.core;

/**
 * What one action did, reduced to what is compared.
 *
 * @param fingerprint hash of tool, arguments, outcome class and workspace after it
 * @param iteration iteration it ran in
 * @param index its index in the plan
 * @param ok whether it succeeded
 */
public record Trace(long fingerprint, int iteration, int index, boolean ok) {

  static Trace of(
      PlannedAction action, RequestId request, String outcome, boolean ok, String workspace) {
    Identity identity = new Identity(action.tool(), action.arguments(), outcome, workspace);
    long hash = Long.parseUnsignedLong(CanonicalBytes.sha256(identity).substring(0, 16), 16);
    return new Trace(hash, request.iteration(), request.index(), ok);
  }

  private record Identity(String tool, long arguments, String outcome, String workspace) {}
}
