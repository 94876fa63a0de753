package io.darkswap.wasm.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.Snapshot;
import io.darkswap.wasm.memory.FileImage;
import io.darkswap.wasm.memory.SharedLinearMemory;
import io.darkswap.wasm.pool.StackArea;

/**
 * All of an engine at one moment: its memory, and which parts of it are the instances'
 * own.
 *
 * @param stacks the areas of the instances' stacks; the engine's heap is around them
 * @param memory the bytes of the memory, whole pages of 64 KiB
 * @param file the part of a file that has the same bytes, from which a module is best
 * loaded for {@link Engine#restore}; empty if there is none
 */
public record EngineImage(List<StackArea> stacks, ByteBuffer memory, Optional<FileImage> file) {

	/**
	 * Create an image.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the areas are
	 * not inside the memory, or overlap
	 */
	public EngineImage {
		stacks = List.copyOf(stacks);
		int pages = memory.remaining() / Memory.PAGE_SIZE;
		if (pages * Memory.PAGE_SIZE != memory.remaining() || !areApart(stacks, pages)) {
			throw invalid(memory.remaining(), stacks);
		}
	}

	/** Create an image of a memory, whose bytes are not copied if it is a shared one. */
	static EngineImage of(List<StackArea> stacks, Memory memory, int pages) {
		int size = pages * Memory.PAGE_SIZE;
		return new EngineImage(stacks, (memory instanceof SharedLinearMemory shared) ? shared.view(0, size)
				: ByteBuffer.wrap(memory.readBytes(0, size)).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
	}

	/** Create an image that no file has. */
	EngineImage(List<StackArea> stacks, ByteBuffer memory) {
		this(stacks, memory, Optional.empty());
	}

	private static boolean areApart(List<StackArea> stacks, int pages) {
		boolean[] taken = new boolean[pages];
		for (StackArea area : stacks) {
			if (area.pages() > pages || area.page() > pages - area.pages()) {
				return false;
			}
			for (int page = area.page(); page < area.end(); page++) {
				if (taken[page]) {
					return false;
				}
				taken[page] = true;
			}
		}
		return true;
	}

	/**
	 * Create an image from what was stored of another one.
	 * @param layout as {@link #layout()} returned it
	 * @param memory the bytes of the memory
	 * @return the image
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if they do not
	 * belong together
	 */
	public static EngineImage of(byte[] layout, ByteBuffer memory) {
		return new EngineImage(stacks(layout), memory);
	}

	/**
	 * Create an image from a snapshot.
	 * @param layout as {@link #layout()} returned it when the snapshot was taken
	 * @param snapshot the snapshot
	 * @return the image, with its file
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if they do not
	 * belong together
	 */
	public static EngineImage of(byte[] layout, Snapshot snapshot) {
		return new EngineImage(stacks(layout), snapshot.image(), Optional.of(snapshot.file()));
	}

	private static List<StackArea> stacks(byte[] layout) {
		ByteBuffer words = ByteBuffer.wrap(layout).order(ByteOrder.LITTLE_ENDIAN);
		List<StackArea> stacks = new ArrayList<>();
		while (words.remaining() >= 2 * Integer.BYTES) {
			stacks.add(new StackArea(words.getInt(), words.getInt()));
		}
		if (words.hasRemaining()) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"A layout of %d bytes is not that of an engine's memory: restore the snapshot from a copy"
						.formatted(layout.length));
		}
		return stacks;
	}

	/**
	 * Return the areas in a form to store: for each, its page and its number of pages,
	 * both 32 bits and little-endian.
	 * @return the bytes
	 */
	public byte[] layout() {
		ByteBuffer words = ByteBuffer.allocate(this.stacks.size() * 2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		this.stacks.forEach((area) -> words.putInt(area.page()).putInt(area.pages()));
		return words.array();
	}

	/**
	 * Return the size of the memory.
	 * @return pages of 64 KiB
	 */
	public int pages() {
		return this.memory.remaining() / Memory.PAGE_SIZE;
	}

	private static DarkSwapException invalid(int bytes, List<StackArea> stacks) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
				"A memory of %d bytes and stacks at %s are not those of one engine: restore the snapshot from a copy"
					.formatted(bytes, stacks));
	}

}
