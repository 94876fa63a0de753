package io.darkswap.wasm.engine.abi;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EngineAbiTests {

	private static final List<Class<?>> RECORDS = List.of(AssetLayout.class, OrderLayout.class, TradeLayout.class,
			LevelLayout.class, SummaryLayout.class, StatisticsLayout.class, CandleLayout.class, UsedIdLayout.class,
			UsedIdsLayout.class, RequestLayout.class, MailboxLayout.class);

	private static final int NAME_LENGTH = 36;

	private static final int ENTRY_LENGTH = NAME_LENGTH + Integer.BYTES;

	@Test
	void theJavaLayoutIsTheOneThatTheEngineExports() throws IllegalAccessException {
		assertThat(javaLayout()).isEqualTo(engineLayout());
	}

	private static Map<String, Integer> engineLayout() {
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
				LoadedModule module = loader.load(DarkSwapClient.BUNDLED_URL, MemoryOptions.DEFAULT)) {
			Instance instance = module.instantiate();
			Memory memory = instance.memory();
			Map<String, Integer> layout = new TreeMap<>();
			layout.put("VERSION", (int) instance.export("darkswap_abi_version").apply()[0]);
			int first = (int) instance.export("darkswap_abi_layout").apply()[0];
			int count = (int) instance.export("darkswap_abi_layout_count").apply()[0];
			for (int i = 0; i < count; i++) {
				int entry = first + i * ENTRY_LENGTH;
				String name = memory.readCString(entry).replace('.', '_').toUpperCase();
				layout.put(name, memory.readInt(entry + NAME_LENGTH));
			}
			return layout;
		}
	}

	private static Map<String, Integer> javaLayout() throws IllegalAccessException {
		Map<String, Integer> layout = constants(EngineAbi.class, "");
		for (Class<?> record : RECORDS) {
			String name = record.getSimpleName().replace("Layout", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
			layout.putAll(constants(record, name.toUpperCase() + "_"));
		}
		return layout;
	}

	private static Map<String, Integer> constants(Class<?> type, String prefix) throws IllegalAccessException {
		Map<String, Integer> constants = new TreeMap<>();
		for (Field field : type.getDeclaredFields()) {
			if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
				constants.put(prefix + field.getName().replaceFirst("_OFFSET$", ""), field.getInt(null));
			}
		}
		return constants;
	}

}
