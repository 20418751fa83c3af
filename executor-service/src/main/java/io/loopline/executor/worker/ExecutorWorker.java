package io.loopline.executor.worker;

import io.loopline.event.ActionRequest;
import io.loopline.event.SignalKind;
import io.loopline.executor.tool.Tool;
import io.loopline.executor.tool.Toolbox;
import io.loopline.executor.tool.noop.NoopTool;
import io.loopline.executor.tool.outbox.OutboxTool;
import io.loopline.executor.tool.process.ProcessTool;
import io.loopline.executor.tool.sql.SqlTool;
import io.loopline.executor.tool.workspace.WorkspaceTool;
import io.loopline.service.ReadinessCheck;
import io.loopline.service.SandboxKeys;
import io.loopline.service.ServiceConfig;
import io.loopline.service.ServiceContext;
import io.loopline.service.Setting;
import io.loopline.service.StepContract;
import io.loopline.service.TopicFollower;
import io.loopline.tool.ToolContracts;
import io.loopline.topic.LoopTopics;
import io.loopline.workbench.artifact.ArtifactStore;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import io.loopline.workbench.sandbox.Sandbox;
import io.loopline.workbench.sandbox.SandboxSettings;
import io.loopline.workbench.sql.LockedSql;
import io.loopline.workbench.workspace.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The worker that runs actions. Stateless: run as many as there are partitions. */
public final class ExecutorWorker {
  /** Name of the worker; its consumer group is made from it. */
  public static final String NAME = "executor";

  private static final Duration CLAIM_REPEAT = Duration.ofSeconds(5);

  private static final Setting<Integer> SQL_PLACES =
      Setting.integer(
          "loopline.executor.sql-places",
          2,
          1,
          64,
          "SQL scripts at once; each may take the memory limit of its action");

  private static final Setting<Integer> PROCESS_PLACES =
      Setting.integer(
          "loopline.executor.process-places",
          2,
          1,
          64,
          "programs at once; each may take the memory limit of its action");

  private static final Setting<Path> OUTBOX =
      Setting.path(
          "loopline.executor.outbox",
          Path.of(".loop", "data", "outbox"),
          "files the tool outbox appends to; the same for all executors");

  /** What the worker reads. */
  public static final List<Setting<?>> SETTINGS =
      Stream.of(List.of(SQL_PLACES, PROCESS_PLACES, OUTBOX), SandboxKeys.SETTINGS)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private ExecutorWorker() {}

  /**
   * Adds the worker to a service. It starts and closes with the service, and the service is not
   * ready while the worker is not.
   *
   * @throws IOException if the artifact or the state directory cannot be used
   */
  public static void addTo(ServiceContext context) throws IOException {
    int places = context.settings().get(SQL_PLACES);
    RunningActions running = new RunningActions();
    ClaimSender claims = claims(context);
    signals(context, claims, running);
    LockedSql sql = context.lifecycle().manage("sql", new LockedSql(places));
    context.addWorker(
        NAME,
        LoopTopics.ACTION_REQUESTS,
        LoopTopics.OBSERVATIONS,
        new StepContract<>(
            ActionRequest::getRequest, ActionRequest::getExpiresAt, ActionRequest::getLoopId),
        handler(context, claims, running, toolbox(sql, sandbox(context), outbox(context))));
  }

  private static Sandbox sandbox(ServiceContext context) throws IOException {
    ServiceConfig config = context.config();
    return new Sandbox(
        SandboxSettings.from(SandboxKeys.read(context.settings())),
        config.stateDirectory().resolve(config.instance()).resolve("sandbox"),
        context.settings().get(PROCESS_PLACES));
  }

  private static OutboxTool outbox(ServiceContext context) {
    return new OutboxTool(context.settings().get(OUTBOX));
  }

  private static ClaimSender claims(ServiceContext context) {
    ClaimRecords records = new ClaimRecords(context.producer(), context.codec());
    return new ClaimSender(records::send, context.identity(), context.clock(), CLAIM_REPEAT);
  }

  private static void signals(ServiceContext context, ClaimSender claims, RunningActions running) {
    SignalReader reader =
        new SignalReader(
            value -> context.codec().decode(LoopTopics.WORKER_SIGNALS, value),
            signal -> {
              claims.onSignal(signal);
              if (signal.getKind() == SignalKind.CANCEL) {
                running.cancel(signal.getRequestId());
              }
            });
    TopicFollower signals =
        TopicFollower.fromEnd(
            context.clients().tailConsumer("signals"),
            List.of(LoopTopics.WORKER_SIGNALS.name()),
            reader,
            context.lifecycle()::fail);
    context.lifecycle().manage("signals", signals);
    context.addReadiness(new ReadinessCheck("signals", signals::obstacle));
  }

  private static ActionHandler handler(
      ServiceContext context, ClaimSender claims, RunningActions running, Toolbox tools)
      throws IOException {
    ServiceConfig config = context.config();
    ArtifactStore artifacts = new DirectoryArtifactStore(config.artifactsDirectory());
    WorkspaceStore workspaces = new WorkspaceStore(artifacts);
    Path directory = config.stateDirectory().resolve(config.instance()).resolve("actions");
    ActionRun actions = new ActionRun(tools, claims, workspaces, new Workbenches(directory));
    return new ActionHandler(
        actions, new MergeRun(workspaces), running, artifacts, context.identity(), context.clock());
  }

  static Toolbox toolbox(LockedSql sql, Sandbox sandbox, OutboxTool outbox) {
    List<Tool> tools =
        List.of(
            new NoopTool(),
            new WorkspaceTool(),
            new SqlTool(sql),
            new ProcessTool(sandbox),
            outbox);
    return new Toolbox(ToolContracts.bundled(), tools);
  }
}
