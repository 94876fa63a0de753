package io.darkswap.wasm.loader.simd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.darkswap.wasm.loader.report.WasmBytes;

/**
 * The functions of {@code halves.wasm} by name. {@code src/main/simd/build.sh} builds it
 * from {@code halves.c}.
 */
final class Helpers {

	private static final int PREAMBLE = 8;

	private static final int FUNCTION_EXPORT = 0;

	private final Map<String, Helper> byName = new HashMap<>();

	private final List<byte[]> parameters = new ArrayList<>();

	private final List<byte[]> results = new ArrayList<>();

	private final List<Integer> types = new ArrayList<>();

	private final Map<Integer, String> names = new HashMap<>();

	private Helpers() {
	}

	static Helpers load() {
		try (InputStream module = Objects.requireNonNull(Helpers.class.getResourceAsStream("halves.wasm"))) {
			Helpers helpers = new Helpers();
			helpers.sections(new WasmBytes(ByteBuffer.wrap(module.readAllBytes())));
			return helpers;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Return the function of a name. */
	Helper get(String name) {
		Helper helper = this.byName.get(name);
		if (helper == null) {
			throw new IllegalStateException("halves.wasm has no function " + name);
		}
		return helper;
	}

	/** Return all names. */
	Set<String> names() {
		return this.byName.keySet();
	}

	private void sections(WasmBytes module) {
		module.skip(PREAMBLE);
		while (module.hasMore()) {
			int id = module.next();
			WasmBytes section = module.take(module.number());
			switch (id) {
				case 1 -> types(section);
				case 3 -> functions(section);
				case 7 -> exports(section);
				case 10 -> code(section);
				default -> {
					// The linker adds a memory and a stack pointer, which no function
					// uses.
				}
			}
		}
	}

	private void types(WasmBytes section) {
		long count = section.number();
		for (long type = 0; type < count; type++) {
			section.next();
			this.parameters.add(section.take(section.number()).rest());
			this.results.add(section.take(section.number()).rest());
		}
	}

	private void functions(WasmBytes section) {
		long count = section.number();
		for (long function = 0; function < count; function++) {
			this.types.add((int) section.number());
		}
	}

	private void exports(WasmBytes section) {
		long count = section.number();
		for (long export = 0; export < count; export++) {
			String name = section.name();
			int kind = section.next();
			int index = (int) section.number();
			if (kind == FUNCTION_EXPORT) {
				this.names.put(index, name);
			}
		}
	}

	private void code(WasmBytes section) {
		long count = section.number();
		for (int function = 0; function < count; function++) {
			WasmBytes body = section.take(section.number());
			int type = this.types.get(function);
			String name = this.names.get(function);
			if (name != null) {
				this.byName.put(name, Helper.read(this.parameters.get(type), this.results.get(type), body));
			}
		}
	}

}
