package io.darkswap.wasm.concurrent;

/** Stands for the answer of a command whose caller received none. */
enum NoAnswer {

	NO_ANSWER

}
