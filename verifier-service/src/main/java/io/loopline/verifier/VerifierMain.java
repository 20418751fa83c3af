package io.loopline.verifier;

import io.loopline.model.LanguageModels;
import io.loopline.service.SandboxKeys;
import io.loopline.service.Service;
import io.loopline.service.ServiceConfig;
import io.loopline.service.ServiceContext;
import io.loopline.service.Setting;
import io.loopline.topic.LoopTopics;
import io.loopline.verifier.check.CheckCatalogue;
import io.loopline.verifier.check.CheckRunner;
import io.loopline.verifier.judge.Judge;
import io.loopline.verifier.layer.Verification;
import io.loopline.verifier.worker.VerifyHandler;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import io.loopline.workbench.sandbox.Sandbox;
import io.loopline.workbench.sandbox.SandboxSettings;
import io.loopline.workbench.sql.LockedSql;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The verifier service: verify requests in, verdicts out. */
public final class VerifierMain {
  private static final Setting<Integer> PARALLEL_CHECKS =
      Setting.integer("loopline.verifier.parallel-checks", 2, 1, 64, "checks at once");

  private static final List<Setting<?>> SETTINGS =
      Stream.of(List.of(PARALLEL_CHECKS), SandboxKeys.SETTINGS, LanguageModels.SETTINGS)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private VerifierMain() {}

  /** Runs until the process is told to stop; settings are system properties and environment. */
  public static void main(String[] arguments) {
    Service.run("verifier-service", SETTINGS, arguments, VerifierMain::compose);
  }

  private static void compose(ServiceContext context) throws IOException {
    ServiceConfig config = context.config();
    int parallel = context.settings().get(PARALLEL_CHECKS);
    LockedSql sql = new LockedSql(parallel);
    context.lifecycle().manage("sql", sql);
    Verification verification =
        new Verification(
            new DirectoryArtifactStore(config.artifactsDirectory()),
            CheckCatalogue.of(sql, sandbox(context, parallel)),
            new CheckRunner(parallel),
            new Judge(LanguageModels.from(context.settings(), context.clock()), context.clock()),
            config.stateDirectory().resolve(config.instance()).resolve("verifications"));
    context.addWorker(
        "verifier",
        LoopTopics.VERIFY_REQUESTS,
        LoopTopics.VERDICTS,
        VerifyHandler.CONTRACT,
        new VerifyHandler(verification, context.identity(), context.clock()));
  }

  private static Sandbox sandbox(ServiceContext context, int places) throws IOException {
    ServiceConfig config = context.config();
    return new Sandbox(
        SandboxSettings.from(SandboxKeys.read(context.settings())),
        config.stateDirectory().resolve(config.instance()).resolve("sandbox"),
        places);
  }
}
