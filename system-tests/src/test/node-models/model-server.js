// A model server that is not ours: prints its address as a line, ends when its input ends.
"use strict";
const { LLMock } = require("@copilotkit/aimock");

const usage = {
  prompt_tokens: 120,
  completion_tokens: 30,
  total_tokens: 150,
  input_tokens: 120,
  output_tokens: 30,
  promptTokenCount: 120,
  candidatesTokenCount: 30,
  totalTokenCount: 150,
};

async function main() {
  const mock = new LLMock({ port: 0, host: "127.0.0.1" });
  mock.onMessage("say it", { content: '{"say":"hello"}', usage });
  mock.onMessage("be limited", { error: { message: "slow down", type: "rate_limit_error" }, status: 429, retryAfter: 7 });
  mock.onMessage("be broken", { error: { message: "oops", type: "server_error" }, status: 500 });
  mock.onMessage("be unknown", { error: { message: "who are you", type: "authentication_error" }, status: 401 });
  mock.onMessage("be garbage", { content: "never seen" }, { chaos: { malformedRate: 1 } });
  mock.onMessage("be cut", { content: "never seen" }, { chaos: { disconnectRate: 1 } });
  await mock.start();
  process.stdout.write(mock.url + "\n");
  process.stdin.resume();
  process.stdin.on("end", () => mock.stop().then(() => process.exit(0)));
}

main();
