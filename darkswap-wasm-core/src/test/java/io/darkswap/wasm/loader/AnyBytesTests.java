package io.darkswap.wasm.loader;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Any bytes are either loaded or rejected with a code.
 */
class AnyBytesTests {

	private static final byte[] MODULE = TestModules.bytes(TestModules.THREADS);

	private static final byte[] VECTORS = TestModules.bytes(TestModules.VECTORS);

	private static final Set<Integer> ENDS_OF_SECTIONS = endsOfSections();

	private static final Set<ErrorCode> REFUSALS = Set.of(ErrorCode.MODULE_INVALID, ErrorCode.MODULE_UNSUPPORTED,
			ErrorCode.MODULE_TRUNCATED, ErrorCode.MODULE_NOT_WASM, ErrorCode.MODULE_IMPORTS_REFUSED,
			ErrorCode.MODULE_MEMORY_MISMATCH, ErrorCode.MODULE_TOO_LARGE);

	@Property(tries = 200)
	void randomBytesAreRefused(@ForAll byte[] bytes) {
		Assume.that(bytes.length < 8 || bytes[0] != 0);
		assertThat(refusalOf(bytes)).isIn(ErrorCode.MODULE_NOT_WASM, ErrorCode.MODULE_TRUNCATED);
	}

	@Property(tries = 300)
	void aModuleThatEndsInsideASectionIsTruncated(@ForAll @IntRange(min = 0, max = 10_000) int at) {
		int length = at % MODULE.length;
		Assume.that(!ENDS_OF_SECTIONS.contains(length));
		assertThat(refusalOf(Arrays.copyOf(MODULE, length))).isEqualTo(ErrorCode.MODULE_TRUNCATED);
	}

	@Property(tries = 300)
	void aModuleWithWrongBytesIsLoadedOrRefused(
			@ForAll @Size(min = 1, max = 3) List<@IntRange(min = 0, max = 10_000) Integer> positions,
			@ForAll byte wrong) {
		byte[] bytes = MODULE.clone();
		positions.forEach((position) -> bytes[position % bytes.length] = wrong);
		ErrorCode refusal = refusalOf(bytes);
		assertThat(refusal == null || REFUSALS.contains(refusal)).as("%s", refusal).isTrue();
	}

	@Property(tries = 300)
	void aModuleOfVectorsWithWrongBytesIsLoadedOrRefused(
			@ForAll @Size(min = 1, max = 3) List<@IntRange(min = 0, max = 10_000) Integer> positions,
			@ForAll byte wrong) {
		byte[] bytes = VECTORS.clone();
		positions.forEach((position) -> bytes[position % bytes.length] = wrong);
		ErrorCode refusal = refusalOf(bytes);
		assertThat(refusal == null || REFUSALS.contains(refusal)).as("%s", refusal).isTrue();
	}

	/** All sections here are shorter than 16 KiB, so their sizes take one byte or two. */
	private static Set<Integer> endsOfSections() {
		Set<Integer> ends = new HashSet<>();
		int end = 8;
		while (end <= MODULE.length) {
			ends.add(end);
			if (end == MODULE.length) {
				break;
			}
			int size = MODULE[end + 1] & 0x7F;
			boolean longer = MODULE[end + 1] < 0;
			end += longer ? 3 + size + (MODULE[end + 2] << 7) : 2 + size;
		}
		assertThat(ends).contains(MODULE.length).hasSizeGreaterThan(10);
		return ends;
	}

	private static @Nullable ErrorCode refusalOf(byte[] bytes) {
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
			.executor(Runnable::run)
			.resourceOpener((location) -> new ByteArrayInputStream(bytes))
			.build();
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> loader.load("test:bytes", MemoryOptions.DEFAULT).close());
		return (failure != null) ? failure.code() : null;
	}

}
