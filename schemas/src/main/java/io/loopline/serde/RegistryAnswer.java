package io.loopline.serde;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a registry answered: a result, or a refusal in the API's own form.
 *
 * @param status HTTP status
 * @param body JSON body; a missing node when there was none
 */
record RegistryAnswer(int status, JsonNode body) {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  boolean ok() {
    return status == OK;
  }

  /** Whether the registry itself says that the subject, version or schema does not exist. */
  boolean notFound() {
    return status == NOT_FOUND;
  }

  /**
   * Whether this is the registry speaking. A bare 404 comes from some other server, or from a wrong
   * base path, and must not be taken for an unknown schema.
   */
  boolean genuine() {
    boolean refusal = notFound() || status == CONFLICT || status == UNPROCESSABLE;
    return ok() ? body.isContainerNode() : refusal && body.path("error_code").isInt();
  }

  /** The refusal in one line. */
  String reason() {
    String message = body.path("message").asText("").replaceAll("\\s+", " ").strip();
    return "%d %s".formatted(body.path("error_code").asInt(status), message).strip();
  }
}
