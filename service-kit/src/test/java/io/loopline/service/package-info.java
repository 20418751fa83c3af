@NullMarked
package io.loopline.service;

import org.jspecify.annotations.NullMarked;
