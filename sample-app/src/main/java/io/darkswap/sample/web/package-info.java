/**
 * Guards every request and answers every failure.
 */
@NullMarked
package io.darkswap.sample.web;

import org.jspecify.annotations.NullMarked;
