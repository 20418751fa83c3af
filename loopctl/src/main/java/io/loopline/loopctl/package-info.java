/**
 * The command line for people: the root command, what all subcommands share, and how failures are
 * shown.
 */
@NullMarked
package io.loopline.loopctl;

import org.jspecify.annotations.NullMarked;
