/** What the services can be told: {@code loop config} and the page made from it. */
@NullMarked
package io.loopline.loopctl.settings;

import org.jspecify.annotations.NullMarked;
