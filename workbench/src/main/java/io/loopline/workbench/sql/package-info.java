/** SQL over the files of one workspace, locked to that workspace. */
@NullMarked
package io.loopline.workbench.sql;

import org.jspecify.annotations.NullMarked;
