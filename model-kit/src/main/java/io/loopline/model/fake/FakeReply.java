package io.loopline.model.fake;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What the server does with one request; each provider's own form is made of it. */
public sealed interface FakeReply {
  /** An answer that used 100 input and 20 output tokens. */
  static FakeReply answer(String text) {
    return new Answer(text, FakeUsage.of(100, 20), false);
  }

  /** An error of the provider without special headers. */
  static FakeReply error(int status, String message) {
    return new Refused(status, Map.of(), message);
  }

  /** 429. */
  static FakeReply limited(String retryAfter) {
    return new Refused(429, Map.of("Retry-After", retryAfter), "slow down");
  }

  /**
   * An answer.
   *
   * @param usage null when the answer does not say
   * @param cutOff whether it says that it reached its longest output
   */
  record Answer(String text, @Nullable FakeUsage usage, boolean cutOff) implements FakeReply {
    public Answer {
      requireNonNull(text, "text is null");
    }
  }

  /** The model does not want to answer; Ollama has no form for that and says the words. */
  record Refusal(String words, FakeUsage usage) implements FakeReply {
    public Refusal {
      requireNonNull(words, "words is null");
      requireNonNull(usage, "usage is null");
    }
  }

  /** An HTTP status with the provider's form of an error. */
  record Refused(int status, Map<String, String> headers, String message) implements FakeReply {
    public Refused {
      headers = Map.copyOf(headers);
      requireNonNull(message, "message is null");
    }
  }

  /** Any bytes as the body of a 200. */
  static FakeReply bytes(byte[] body) {
    return new Bytes(body);
  }

  /** Bytes as the body of a 200. */
  final class Bytes implements FakeReply {
    private final byte[] body;

    private Bytes(byte[] body) {
      this.body = body.clone();
    }

    byte[] body() {
      return body.clone();
    }
  }

  /** The right answer in so many bytes. */
  record Huge(long bytes) implements FakeReply {}

  /** The first half of an answer, then the connection ends. */
  record BrokenOff(String text) implements FakeReply {
    public BrokenOff {
      requireNonNull(text, "text is null");
    }
  }

  /** Nothing, until the server is closed. */
  record Hang() implements FakeReply {}

  /** A byte now and then, until the server is closed. */
  record Drip() implements FakeReply {}

  /** Another reply, once the latch is down. */
  record Held(CountDownLatch until, FakeReply then) implements FakeReply {
    public Held {
      requireNonNull(until, "until is null");
      requireNonNull(then, "then is null");
    }
  }
}
