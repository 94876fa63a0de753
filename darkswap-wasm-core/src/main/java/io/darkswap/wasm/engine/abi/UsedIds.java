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
			long word = memory.readLong(address + UsedIdsLayout.STACKS_OFFSET + stack * Long.BYTES);
			readStack(memory, (int) (word >>> COUNT_SHIFT), (int) word, ids);
		}
		return new UsedIds(ids, memory.readLong(address + UsedIdsLayout.FREED_UNTIL_OFFSET));
	}

	private static void readStack(Memory memory, int count, int lastBlock, List<UsedId> ids) {
		if (count < 0 || count > memory.pages() * (Memory.PAGE_SIZE / UsedIdLayout.SIZE)) {
			throw new IllegalStateException("A stack of %d used ids does not fit into the memory".formatted(count));
		}
		int block = lastBlock;
		for (int number = count - 1; number >= 0; number--) {
			int place = number % EngineAbi.LIMIT_USED_IDS_PER_BLOCK;
			int from = block + place * UsedIdLayout.SIZE;
			ids.add(new UsedId(memory.readLong(from + UsedIdLayout.ID_HIGH_OFFSET),
					memory.readLong(from + UsedIdLayout.ID_LOW_OFFSET),
					memory.readLong(from + UsedIdLayout.EXPIRES_AT_OFFSET)));
			if (place == 0) {
				block = memory.readInt(block + UsedIdLayout.BLOCK_BELOW_OFFSET);
			}
		}
	}

}
