package io.darkswap.wasm.loader.report;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import com.dylibso.chicory.wasm.types.ExternalType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a module's bytes what it imports and exports, and the features that it uses.
 * It reads modules that the parser rejects because of a feature, too, and validates
 * nothing. Not API.
 */
public final class ModuleReader {

	private static final int PREAMBLE = 8;

	private static final int LAYER = 6;

	/** The most imports, exports, globals, tables, memories and tags, each. */
	private static final int MOST_PARTS = 100_000;

	private static final ExternalType[] KINDS = { ExternalType.FUNCTION, ExternalType.TABLE, ExternalType.MEMORY,
			ExternalType.GLOBAL, ExternalType.TAG };

	private final String url;

	private final List<ModuleReport.Import> imports = new ArrayList<>();

	private final List<ModuleReport.Export> exports = new ArrayList<>();

	/** By feature: the place in the module that uses it first. */
	private final Map<WasmFeature, String> features = new EnumMap<>(WasmFeature.class);

	private final List<String> types = new ArrayList<>();

	/** By kind and index: the types of what the module imports and defines. */
	private final Map<ExternalType, List<String>> defined = new EnumMap<>(ExternalType.class);

	private int importedFunctions;

	private String place = "its types";

	private ModuleReader(String url) {
		this.url = url;
		for (ExternalType kind : KINDS) {
			this.defined.put(kind, new ArrayList<>());
		}
	}

	/**
	 * Read a module.
	 * @param url the URL of the module, without secrets
	 * @param sha256 the digest of the bytes
	 * @param bytes the module
	 * @return its description
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_TOO_LARGE} if it has more
	 * than 100,000 imports, exports, globals, tables, memories or tags
	 */
	public static ModuleReport read(String url, String sha256, byte[] bytes) {
		ModuleReader reader = new ModuleReader(url);
		if (bytes.length >= PREAMBLE && bytes[LAYER] == 1) {
			reader.place = "its preamble";
			reader.found(WasmFeature.COMPONENT);
		}
		else if (bytes.length > PREAMBLE) {
			reader.sections(new WasmBytes(ByteBuffer.wrap(bytes, PREAMBLE, bytes.length - PREAMBLE).slice()));
		}
		return reader.report(sha256, bytes.length);
	}

	private ModuleReport report(String sha256, int length) {
		List<String> functions = defined(ExternalType.FUNCTION);
		List<String> globals = defined(ExternalType.GLOBAL);
		int mutableGlobals = (int) globals.stream().filter((type) -> type.startsWith("mut ")).count();
		ThreadConvention convention = ThreadConvention.of(this.imports, this.exports, mutableGlobals);
		return new ModuleReport(this.url, sha256, length, functions.size() - this.importedFunctions, this.features,
				this.imports, this.exports, convention);
	}

	private void sections(WasmBytes module) {
		while (module.hasMore()) {
			int id = module.next();
			WasmBytes section = module.take(module.number());
			switch (id) {
				case 1 -> types(section);
				case 2 -> imports(section);
				case 3 -> each(section, "its functions", (index) -> define(ExternalType.FUNCTION, type(section)));
				case 4 -> few(section, "table ", (index) -> define(ExternalType.TABLE, table(section)));
				case 5 -> few(section, "memory ", (index) -> define(ExternalType.MEMORY, memory(section)));
				case 6 -> few(section, "global ", (index) -> global(section));
				case 7 -> few(section, "export ", (index) -> export(section));
				case 10 -> code(section);
				case 11 -> data(section);
				case 12 -> found(WasmFeature.BULK_MEMORY);
				case 13 -> few(section, "tag ", (index) -> define(ExternalType.TAG, tag(section)));
				default -> {
					// Names and elements: no feature is found there alone.
				}
			}
		}
	}

	private void types(WasmBytes section) {
		each(section, "type ", (index) -> {
			if (section.peek() == 0x4E) {
				found(WasmFeature.GARBAGE_COLLECTION);
				section.next();
				each(section, "type ", (member) -> subType(section));
			}
			else {
				subType(section);
			}
		});
	}

	private void subType(WasmBytes section) {
		int form = section.next();
		if (form == 0x4F || form == 0x50) {
			found(WasmFeature.GARBAGE_COLLECTION);
			each(section, "type ", (index) -> section.skipNumber());
			form = section.next();
		}
		composite(section, form);
	}

	private void composite(WasmBytes section, int form) {
		switch (form) {
			case 0x60 -> this.types.add(TypeText.function(section, this::found));
			case 0x5D -> {
				found(WasmFeature.STACK_SWITCHING);
				section.skipNumber();
				this.types.add("continuation");
			}
			case 0x5E -> {
				found(WasmFeature.GARBAGE_COLLECTION);
				field(section);
				this.types.add("array");
			}
			case 0x5F -> {
				found(WasmFeature.GARBAGE_COLLECTION);
				each(section, "type ", (index) -> field(section));
				this.types.add("struct");
			}
			default -> section.skip(section.remaining());
		}
	}

	/** A value or a packed integer, and whether it is mutable. */
	private void field(WasmBytes section) {
		if (section.peek() == 0x77 || section.peek() == 0x78) {
			section.next();
		}
		else {
			TypeText.value(section, this::found);
		}
		section.next();
	}

	private void imports(WasmBytes section) {
		few(section, "import ", (index) -> {
			String module = section.name();
			String name = section.name();
			int kind = section.next();
			String type = switch (kind) {
				case 0 -> type(section);
				case 1 -> table(section);
				case 2 -> memory(section);
				case 3 -> globalType(section);
				case 4 -> tag(section);
				default -> "";
			};
			if (kind >= KINDS.length) {
				section.skip(section.remaining());
				return;
			}
			this.imports.add(new ModuleReport.Import(module, name, KINDS[kind], type));
			define(KINDS[kind], type);
		});
		this.importedFunctions = defined(ExternalType.FUNCTION).size();
	}

	private String type(WasmBytes section) {
		return at(this.types, section.number());
	}

	private String table(WasmBytes section) {
		boolean initialized = section.peek() == 0x40;
		if (initialized) {
			section.skip(2);
		}
		String element = tableElement(section);
		String limits = TypeText.limits(section, element, this::found);
		if (initialized) {
			found(WasmFeature.FUNCTION_REFERENCES);
			constant(section);
		}
		return limits;
	}

	/** The first version of WebAssembly has tables of functions. */
	private String tableElement(WasmBytes section) {
		if (section.peek() == 0x70) {
			section.next();
			return "funcref";
		}
		return TypeText.value(section, this::found);
	}

	private String memory(WasmBytes section) {
		if (!defined(ExternalType.MEMORY).isEmpty()) {
			found(WasmFeature.MULTI_MEMORY);
		}
		return TypeText.limits(section, "pages", this::found);
	}

	private void global(WasmBytes section) {
		define(ExternalType.GLOBAL, globalType(section));
		constant(section);
	}

	private String globalType(WasmBytes section) {
		String type = TypeText.value(section, this::found);
		return (section.next() != 0) ? "mut " + type : type;
	}

	private String tag(WasmBytes section) {
		section.next();
		return type(section);
	}

	private void export(WasmBytes section) {
		String name = section.name();
		int kind = section.next();
		long index = section.number();
		if (kind < KINDS.length) {
			this.exports.add(new ModuleReport.Export(name, KINDS[kind], at(defined(KINDS[kind]), index)));
		}
	}

	private void code(WasmBytes section) {
		each(section, "function ", (index) -> {
			this.place = "function " + (this.importedFunctions + index);
			new InstructionScan(section.take(section.number()), this::found).body();
		});
	}

	private void data(WasmBytes section) {
		each(section, "data segment ", (index) -> {
			long mode = section.number();
			if (mode == 1) {
				found(WasmFeature.BULK_MEMORY);
			}
			else {
				if (mode == 2 && section.number() != 0) {
					found(WasmFeature.MULTI_MEMORY);
				}
				constant(section);
			}
			section.skip(section.number());
		});
	}

	private void constant(WasmBytes section) {
		new InstructionScan(section, this::found).constant();
	}

	/** Read parts that are all kept: a few bytes each would fill the heap. */
	private void few(WasmBytes section, String part, IndexedPart reader) {
		long count = section.number();
		if (count > MOST_PARTS) {
			throw new DarkSwapException(ErrorCode.MODULE_TOO_LARGE,
					"The module at %s has %d parts of the kind %s, above the %d that are read: build a smaller one"
						.formatted(this.url, count, part.trim(), MOST_PARTS));
		}
		each(section, count, part, reader);
	}

	private void each(WasmBytes section, String part, IndexedPart reader) {
		each(section, section.number(), part, reader);
	}

	private void each(WasmBytes section, long count, String part, IndexedPart reader) {
		for (long index = 0; index < count && section.hasMore(); index++) {
			this.place = part.endsWith(" ") ? part + index : part;
			reader.read(index);
		}
	}

	private void define(ExternalType kind, String type) {
		defined(kind).add(type);
	}

	@SuppressWarnings("NullAway") // Every kind has a list from the start.
	private List<String> defined(ExternalType kind) {
		return this.defined.get(kind);
	}

	private static String at(List<String> types, long index) {
		@Nullable String type = (index >= 0 && index < types.size()) ? types.get((int) index) : null;
		return (type != null) ? type : "";
	}

	private void found(WasmFeature feature) {
		this.features.putIfAbsent(feature, this.place);
	}

	/** Reads one part of a section. */
	private interface IndexedPart {

		void read(long index);

	}

}
