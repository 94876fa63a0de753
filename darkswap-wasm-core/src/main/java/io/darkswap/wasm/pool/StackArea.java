package io.darkswap.wasm.pool;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * A part of a shared memory that holds the C stack and the thread-local storage of one
 * instance at a time.
 *
 * @param page the number of its first page
 * @param pages the number of its pages, each of 64 KiB
 */
public record StackArea(int page, int pages) {

	/**
	 * Validate the area.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} unless both are
	 * positive: the page at address 0 is never an instance's own
	 */
	public StackArea {
		if (page < 1 || pages < 1) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"%d page(s) from page %d on cannot hold the stack of an instance".formatted(pages, page));
		}
	}

	/**
	 * Return the number of the page behind it.
	 * @return the page
	 */
	public int end() {
		return this.page + this.pages;
	}

}
