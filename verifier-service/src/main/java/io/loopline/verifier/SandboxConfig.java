package io.loopline.verifier;

import io.loopline.service.Settings;
import io.loopline.workbench.sandbox.SandboxSettings;

/** Reads the settings of the sandbox. Stateless. */
final class SandboxConfig {
  private SandboxConfig() {}

  static SandboxSettings of(Settings settings) {
    SandboxSettings standard = SandboxSettings.DEFAULT;
    return new SandboxSettings(
        settings.text(SandboxSettings.BWRAP, standard.bwrap()),
        SandboxSettings.paths(settings.text(SandboxSettings.READ_ONLY, "")),
        settings.integer(SandboxSettings.UID, standard.uid(), 1, 2_000_000_000),
        settings.integer(SandboxSettings.PROCESSES, standard.processes(), 1, 32_768),
        settings.integer(SandboxSettings.CORES, standard.cores(), 1, 1_024),
        settings.integer(SandboxSettings.TMP, standard.tmpMebibytes(), 1, 65_536));
  }
}
