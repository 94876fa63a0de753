package io.darkswap.wasm.loader.simd;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Every vector instruction computes what it computes in Node, on random inputs and the
 * corners of each type. Without Node, {@link VectorOperationsTests} compares with what
 * Node computed for other inputs.
 */
class VectorsInNodeTests {

	private static final int INPUTS = 200;

	@ParameterizedTest
	@ValueSource(ints = { 0, 2_000 })
	void everyInstructionComputesWhatNodeComputes(int padding, @TempDir Path directory) throws Exception {
		assumeTrue(NodeRuns.isPossible(), "there is no node that knows SIMD");
		long seed = Long.getLong("simd.seed", System.nanoTime());
		System.out.println("VectorsInNodeTests: -Dsimd.seed=" + seed);
		Random random = new Random(seed);
		VectorProbe probe = new VectorProbe(random, padding);
		byte[] inputs = VectorInputs.create(INPUTS, random);
		byte[] expected = NodeRuns.run(probe.module(), inputs, directory);
		byte[] found = probe.run(inputs);
		probe.unifyNans(expected);
		probe.unifyNans(found);
		assertThat(differences(probe.names(), inputs, expected, found)).as("with the seed %d", seed).isEmpty();
	}

	/** By instruction: the first input for which the results differ. */
	private static Map<String, String> differences(List<String> names, byte[] inputs, byte[] expected, byte[] found) {
		Map<String, String> differences = new TreeMap<>();
		assertThat(found).hasSameSizeAs(expected);
		HexFormat hex = HexFormat.of();
		for (int at = 0; at < expected.length; at += VectorProbe.RESULT) {
			byte[] wanted = Arrays.copyOfRange(expected, at, at + VectorProbe.RESULT);
			byte[] result = Arrays.copyOfRange(found, at, at + VectorProbe.RESULT);
			if (!Arrays.equals(wanted, result)) {
				int input = at / VectorProbe.RESULT % INPUTS * VectorProbe.INPUT;
				differences.putIfAbsent(names.get(at / VectorProbe.RESULT / INPUTS),
						"%s: Node has %s, found %s".formatted(hex.formatHex(inputs, input, input + VectorProbe.INPUT),
								hex.formatHex(wanted), hex.formatHex(result)));
			}
		}
		return differences;
	}

}
