package io.loopline.model.provider;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpHeaders;

/** What happened on the wire. */
sealed interface Wire {
  /** No request was made. */
  record Unsent() implements Wire {}

  /**
   * A whole response.
   *
   * @param body valid UTF-8, within the bound
   */
  record Response(int status, HttpHeaders headers, String body) implements Wire {
    public Response {
      requireNonNull(headers, "headers is null");
      requireNonNull(body, "body is null");
    }

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * No whole response.
   *
   * @param words what was seen, for people
   */
  record Broken(Break how, String words) implements Wire {
    public Broken {
      requireNonNull(how, "how is null");
      requireNonNull(words, "words is null");
    }
  }

  /** Why there is no whole response. */
  enum Break {
    /** There was no connection, so nothing was served. */
    NOT_CONNECTED,
    /** The connection ended, or what came is no HTTP. */
    CUT,
    /** The limit passed before the last byte. */
    TIMED_OUT,
    /** More bytes came than any answer has. */
    TOO_LARGE,
    /** The body is not UTF-8. */
    NOT_TEXT,
    /** What listens there does not speak TLS, so nothing was served. */
    NOT_TLS;

    /** Whether anything of the request can have reached the server. */
    boolean isConnected() {
      return this != NOT_CONNECTED && this != NOT_TLS;
    }
  }
}
