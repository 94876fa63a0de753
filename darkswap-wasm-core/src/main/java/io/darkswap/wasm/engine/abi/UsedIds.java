package io.darkswap.wasm.engine.abi;

import java.util.ArrayList;
import java.util.List;

import com.dylibso.chicory.runtime.Memory;

/**
 * The used ids that an engine refuses. Immutable.
 *
 * @param ids the ids of the imported orders that have not expired, open or not
 * @param freedUntil the ids that expire by this time may have been used, but are no
 * longer kept; microseconds since the epoch
 */
public record UsedIds(List<UsedId> ids, long freedUntil) {

	private static final int COUNT_SHIFT = 32;

	/** Copy the list. */
	public UsedIds {
		ids = List.copyOf(ids);
	}

	/**
	 * Read the ids from a memory that no instance writes any longer. A stack is read from
	 * its last id down, block by block; see {@code used_ids.h}.
	 * @param memory the engine's memory
	 * @param address the address of the used ids
	 * @throws RuntimeException if the memory is damaged
	 */
	public static UsedIds read(Memory memory, int address) {
		List<UsedId> ids = new ArrayList<>();
		for (int stack = 0; stack < EngineAbi.LIMIT_USED_ID_STACKS; stack++) {
			long word = memory.readLong(address + EngineAbi.USED_IDS_STACKS + stack * Long.BYTES);
			readStack(memory, (int) (word >>> COUNT_SHIFT), (int) word, ids);
		}
		return new UsedIds(ids, memory.readLong(address + EngineAbi.USED_IDS_FREED_UNTIL));
	}

	private static void readStack(Memory memory, int count, int lastBlock, List<UsedId> ids) {
		if (count < 0 || count > memory.pages() * (Memory.PAGE_SIZE / EngineAbi.USED_ID_SIZE)) {
			throw new IllegalStateException("A stack of %d used ids does not fit into the memory".formatted(count));
		}
		int block = lastBlock;
		for (int number = count - 1; number >= 0; number--) {
			int place = number % EngineAbi.LIMIT_USED_IDS_PER_BLOCK;
			int from = block + place * EngineAbi.USED_ID_SIZE;
			ids.add(new UsedId(memory.readLong(from + EngineAbi.USED_ID_ID_HIGH),
					memory.readLong(from + EngineAbi.USED_ID_ID_LOW),
					memory.readLong(from + EngineAbi.USED_ID_EXPIRES_AT)));
			if (place == 0) {
				block = memory.readInt(block + EngineAbi.USED_ID_BLOCK_BELOW);
			}
		}
	}

}
