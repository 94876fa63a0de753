package io.darkswap.wasm.pool;

import java.util.ArrayList;
import java.util.List;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * The stack areas of a pool's memory: those that the memory had when the pool was
 * created, and those that it grew by since. Thread-safe.
 */
final class StackAreas {

	private final Memory memory;

	private final List<StackArea> all;

	private final List<StackArea> free;

	StackAreas(Memory memory, List<StackArea> existing) {
		this.memory = memory;
		this.all = new ArrayList<>(existing);
		this.free = new ArrayList<>(existing);
	}

	/**
	 * Take a free area of that size, or grow the memory by one.
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_MEMORY_MISMATCH} if the
	 * memory cannot grow any more
	 */
	synchronized StackArea take(int pages) {
		for (StackArea area : this.free) {
			if (area.pages() == pages) {
				this.free.remove(area);
				return area;
			}
		}
		int page = this.memory.grow(pages);
		if (page < 0) {
			throw new DarkSwapException(ErrorCode.MODULE_MEMORY_MISMATCH,
					"The option maximum is %d pages, which leaves no room for the C stack of another instance (%d page(s) each):"
						.formatted(this.memory.maximumPages(), pages)
							+ " raise it, or use smaller stacks or fewer instances",
					null, "maximum");
		}
		StackArea grown = new StackArea(page, pages);
		this.all.add(grown);
		return grown;
	}

	/** Take an area as {@link #take} does, and return its address. */
	int address(int pages) {
		return take(pages).page() * Memory.PAGE_SIZE;
	}

	/** Return all areas, whether an instance uses them or not. */
	synchronized List<StackArea> all() {
		return List.copyOf(this.all);
	}

}
