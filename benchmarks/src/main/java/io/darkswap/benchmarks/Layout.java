package io.darkswap.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import com.dylibso.chicory.runtime.Instance;

/**
 * The offsets of the fields of the engine's records, as the engine exports them.
 */
public final class Layout {

	private static final int NAME_SIZE = 36;

	private static final int ENTRY_SIZE = 40;

	private final Map<String, Integer> offsets = new HashMap<>();

	Layout(Instance instance) {
		int entries = (int) instance.export("darkswap_abi_layout").apply()[0];
		int count = (int) instance.export("darkswap_abi_layout_count").apply()[0];
		for (int entry = entries; entry < entries + count * ENTRY_SIZE; entry += ENTRY_SIZE) {
			String name = new String(instance.memory().readBytes(entry, NAME_SIZE), StandardCharsets.US_ASCII);
			this.offsets.put(name.substring(0, name.indexOf('\0')), instance.memory().readInt(entry + NAME_SIZE));
		}
	}

	public int of(String name) {
		Integer offset = this.offsets.get(name);
		if (offset == null) {
			throw new IllegalArgumentException("The engine has no " + name);
		}
		return offset;
	}

}
