package io.loopline.model.fake;

import java.util.Optional;

/** The protocols the server speaks; it tells them apart by path. */
public enum FakeProtocol {
  /** OpenAI's chat completions. */
  OPENAI("/v1", "/v1/chat/completions"),
  /** Anthropic's messages. */
  ANTHROPIC("/v1", "/v1/messages"),
  /** Google's generateContent. */
  GEMINI("/v1beta", "/v1beta/models/"),
  /** Ollama's chat. */
  OLLAMA("", "/api/chat");

  private final String basePath;
  private final String path;

  FakeProtocol(String basePath, String path) {
    this.basePath = basePath;
    this.path = path;
  }

  /** What a profile's {@code base_url} has behind host and port. */
  public String basePath() {
    return basePath;
  }

  static Optional<FakeProtocol> of(String requestPath) {
    for (FakeProtocol protocol : values()) {
      boolean asked =
          protocol == GEMINI
              ? requestPath.startsWith(protocol.path) && requestPath.endsWith(":generateContent")
              : requestPath.equals(protocol.path);
      if (asked) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }
}
