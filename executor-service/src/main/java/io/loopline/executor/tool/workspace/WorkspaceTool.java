package io.loopline.executor.tool.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.FailureKind;
import io.loopline.executor.tool.Isolation;
import io.loopline.executor.tool.Tool;
import io.loopline.executor.tool.ToolCall;
import io.loopline.executor.tool.ToolOutcome;
import io.loopline.workbench.workspace.WorkspacePath;
import io.loopline.workbench.workspace.WorkspacePath.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads, writes, lists and patches files of the workspace; no path leaves it. */
public final class WorkspaceTool implements Tool {
  @Override
  public String name() {
    return "workspace";
  }

  @Override
  public Isolation isolation() {
    return Isolation.NONE;
  }

  @Override
  public ToolOutcome run(ToolCall call) throws IOException {
    String operation = call.arguments().required("operation").textValue();
    if (operation.equals("patch")) {
      return PatchOperation.run(call);
    }
    if (operation.equals("list") && !call.arguments().has("path")) {
      return Listing.of(call.workspace(), call.workspace(), call.limits().outputBytes());
    }
    String path = call.arguments().required("path").textValue();
    return switch (WorkspacePath.resolve(call.workspace(), path)) {
      case Resolution.Refused refused ->
          ToolOutcome.Failed.of(FailureKind.DENIED, "Outside the workspace: " + refused.reason());
      case Resolution.Inside _ when call.paths().denies(path) ->
          ToolOutcome.Failed.of(FailureKind.DENIED, "The policy denies '" + path + "'");
      case Resolution.Inside inside -> run(operation, inside, call);
    };
  }

  private static ToolOutcome run(String operation, Resolution.Inside path, ToolCall call)
      throws IOException {
    return switch (operation) {
      case "read" ->
          isFile(path.file())
              ? FileText.read(path.file(), path.relative(), call.limits().outputBytes())
              : failed("There is no file '" + path.relative() + "'");
      case "list" ->
          Files.isDirectory(path.file(), LinkOption.NOFOLLOW_LINKS)
              ? Listing.of(call.workspace(), path.file(), call.limits().outputBytes())
              : failed("There is no folder '" + path.relative() + "'");
      case "write" -> write(path, call);
      default -> throw new IllegalArgumentException("bug: the contract let pass " + operation);
    };
  }

  private static ToolOutcome write(Resolution.Inside path, ToolCall call) throws IOException {
    byte[] content =
        call.arguments().required("content").textValue().getBytes(StandardCharsets.UTF_8);
    if (content.length > call.limits().workspaceBytes()) {
      return ToolOutcome.Failed.overLimit(
          "workspace",
          "'%s' would have %d bytes, the workspace may have %d"
              .formatted(path.relative(), content.length, call.limits().workspaceBytes()));
    }
    if (Files.isDirectory(path.file(), LinkOption.NOFOLLOW_LINKS)) {
      return failed("'" + path.relative() + "' is a folder");
    }
    try {
      Path folder = path.file().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (FileAlreadyExistsException e) {
      return failed("A file is where '" + path.relative() + "' needs a folder");
    }
    Files.write(path.file(), content);
    ObjectNode result = call.arguments().objectNode();
    result.put("path", path.relative()).put("size", content.length);
    return new ToolOutcome.Done("wrote " + content.length + " bytes to " + path.relative(), result);
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static ToolOutcome failed(String message) {
    return ToolOutcome.Failed.of(FailureKind.TOOL_FAILED, message);
  }
}
