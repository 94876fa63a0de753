package io.darkswap.wasm.loader;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Describes a module when the report is first needed.
 */
final class LazyReport implements Supplier<ModuleReport> {

	private final Supplier<ModuleReport> reader;

	private volatile @Nullable ModuleReport report;

	LazyReport(Supplier<ModuleReport> reader) {
		this.reader = reader;
	}

	@Override
	public ModuleReport get() {
		ModuleReport read = this.report;
		if (read == null) {
			read = this.reader.get();
			this.report = read;
		}
		return read;
	}

}
