package io.darkswap.wasm.loader.simd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.dylibso.chicory.wasm.types.OpCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every instruction of fixed-width SIMD is lowered, and computes what Node computed for a
 * fixed set of inputs: {@code simd/node.tsv} has the digests of Node's results.
 */
class VectorOperationsTests {

	private static final int PREFIX = 0xFD00;

	private static final int INSTRUCTIONS = 236;

	private static final int INPUTS = 150;

	private static final long SEED = 20;

	@Test
	void everyInstructionOfTheSpecificationIsLowered() {
		VectorOperations operations = new VectorOperations();
		Map<Integer, String> missing = new TreeMap<>();
		for (OpCode known : OpCode.values()) {
			if ((known.opcode() & ~0xFF) == PREFIX && operations.get(known.opcode() & 0xFF) == null) {
				missing.put(known.opcode(), known.toString());
			}
		}
		assertThat(missing).isEmpty();
		assertThat(Set.copyOf(new VectorProbe(new Random(SEED), 0).names())).hasSize(INSTRUCTIONS);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2_000 })
	void everyInstructionComputesWhatNodeComputed(int padding) throws IOException {
		Random random = new Random(SEED);
		VectorProbe probe = new VectorProbe(random, padding);
		byte[] found = probe.run(VectorInputs.create(INPUTS, random));
		assertThat(digests(probe, found)).isEqualTo(recorded());
	}

	@Test
	@EnabledIfSystemProperty(named = "simd.record", matches = ".+",
			disabledReason = "writes the digests of Node's results to the file simd.record")
	void recordsWhatNodeComputes(@TempDir Path directory) throws Exception {
		Random random = new Random(SEED);
		VectorProbe probe = new VectorProbe(random, 0);
		byte[] inputs = VectorInputs.create(INPUTS, random);
		Map<String, String> digests = digests(probe, NodeRuns.run(probe.module(), inputs, directory));
		Files.writeString(Path.of(System.getProperty("simd.record")),
				digests.entrySet()
					.stream()
					.map((entry) -> entry.getKey() + "\t" + entry.getValue() + "\n")
					.collect(Collectors.joining()));
		assertThat(digests).hasSize(INSTRUCTIONS);
	}

	/**
	 * Where a helper is copied, its locals are scratch locals: it must not read one
	 * before it sets it. It has no memory and no global of its own.
	 */
	@Test
	void everyHelperComputesFromItsParametersAlone() {
		Helpers helpers = Helpers.load();
		assertThat(helpers.names()).hasSizeGreaterThan(INSTRUCTIONS / 2).allSatisfy((name) -> {
			Helper helper = helpers.get(name);
			Set<Integer> set = new TreeSet<>();
			for (Helper.Step step : helper.steps()) {
				assertThat(step.accessesLocal() || isNumeric(step.raw()[0] & 0xFF)).isTrue();
				if (step.accessesLocal() && step.local() >= helper.parameters().length) {
					if (step.opcode() == 0x20) {
						assertThat(set).contains(step.local());
					}
					set.add(step.local());
				}
			}
		});
	}

	/** Constants, conversions, arithmetic, comparisons and {@code select}. */
	private static boolean isNumeric(int opcode) {
		return opcode == 0x1B || (opcode >= 0x41 && opcode <= 0xC4) || opcode == 0xFC;
	}

	private static Map<String, String> digests(VectorProbe probe, byte[] results) {
		probe.unifyNans(results);
		List<String> names = probe.names();
		int size = results.length / names.size();
		Map<String, String> digests = new LinkedHashMap<>();
		for (int function = 0; function < names.size(); function++) {
			byte[] own = Arrays.copyOfRange(results, function * size, (function + 1) * size);
			digests.merge(names.get(function), digest(own), (one, other) -> digest((one + other).getBytes()));
		}
		return digests;
	}

	private static String digest(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, String> recorded() throws IOException {
		try (InputStream file = VectorOperationsTests.class.getResourceAsStream("/simd/node.tsv")) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.map((line) -> line.split("\t"))
				.collect(Collectors.toMap((fields) -> fields[0], (fields) -> fields[1]));
		}
	}

}
