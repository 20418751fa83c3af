@NullMarked
package io.loopline.workbench.sql;

import org.jspecify.annotations.NullMarked;
