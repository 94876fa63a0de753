/**
 * The operator's view of the application.
 */
@NullMarked
package io.darkswap.sample.operator;

import org.jspecify.annotations.NullMarked;
