package io.darkswap.wasm.loader.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.dylibso.chicory.wasm.types.ExternalType;

/**
 * Describes a module by its bytes alone, before any of it is compiled or instantiated.
 * Immutable.
 *
 * @param url the URL it was loaded from, without secrets
 * @param sha256 the SHA-256 of its bytes, in lower-case hexadecimal
 * @param bytes the size of the module in bytes
 * @param functions the number of functions that it defines
 * @param featuresByPlace the features that it uses, each with the first part of the
 * module that does, such as {@code function 12}
 * @param imports its imports, in their order
 * @param exports its exports, in their order
 * @param threadConvention how the module sets up the threads that share its memory
 */
public record ModuleReport(String url, String sha256, long bytes, int functions,
		Map<WasmFeature, String> featuresByPlace, List<Import> imports, List<Export> exports,
		ThreadConvention threadConvention) {

	/**
	 * Copy the lists.
	 */
	public ModuleReport {
		Map<WasmFeature, String> ordered = new EnumMap<>(WasmFeature.class);
		ordered.putAll(featuresByPlace);
		featuresByPlace = Collections.unmodifiableMap(ordered);
		imports = List.copyOf(imports);
		exports = List.copyOf(exports);
	}

	/**
	 * Return the features that the module uses.
	 * @return the features, in the order of their declaration
	 */
	public Set<WasmFeature> features() {
		return this.featuresByPlace.keySet();
	}

	/**
	 * Return the features for which the loader refuses the module.
	 * @return the features, empty if the module can be loaded
	 */
	public Set<WasmFeature> unsupported() {
		return features().stream()
			.filter((feature) -> !feature.isSupported())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Return why the loader refuses the module, and the remedies.
	 * @return the reason, empty if the module can be loaded
	 */
	public Optional<String> refusal() {
		Set<WasmFeature> refused = unsupported();
		if (refused.isEmpty()) {
			return Optional.empty();
		}
		String used = refused.stream()
			.map((feature) -> "%s (first in %s)".formatted(feature, this.featuresByPlace.get(feature)))
			.collect(Collectors.joining(", "));
		String remedies = refused.stream().map(WasmFeature::remedy).collect(Collectors.joining("; "));
		return Optional.of("uses %s, which this runtime cannot run: %s".formatted(used, remedies));
	}

	/**
	 * An import.
	 *
	 * @param module the first part of its name
	 * @param name the second part of its name
	 * @param kind what is imported
	 * @param type its type as text: {@code (i32, i64) -> (i32)}, {@code mut i32},
	 * {@code 17..1024 pages, shared} or {@code 10.. funcref}
	 */
	public record Import(String module, String name, ExternalType kind, String type) {

		@Override
		public String toString() {
			return "%s %s.%s: %s".formatted(this.kind.name().toLowerCase(Locale.ROOT), this.module, this.name,
					this.type);
		}

	}

	/**
	 * An export.
	 *
	 * @param name its name
	 * @param kind what is exported
	 * @param type its type as text, as for imports
	 */
	public record Export(String name, ExternalType kind, String type) {

		@Override
		public String toString() {
			return "%s %s: %s".formatted(this.kind.name().toLowerCase(Locale.ROOT), this.name, this.type);
		}

	}

}
