/** Workspaces: directory trees restored from, and stored as, content-addressed snapshots. */
@NullMarked
package io.loopline.workbench.workspace;

import org.jspecify.annotations.NullMarked;
