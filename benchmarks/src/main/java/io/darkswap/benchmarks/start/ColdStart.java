package io.darkswap.benchmarks.start;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.Instances;
import io.darkswap.benchmarks.Measurement;
import io.darkswap.benchmarks.MemoryKind;
import io.darkswap.benchmarks.OrderFlow;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.benchmarks.TradeFlow;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.OrderSide;

/**
 * Row "first order in a cold JVM": from the moment that the module's bytes are in the
 * heap until the first order is in the book. Each process measures once, without or with
 * an archive of the classes that this program loads.
 */
final class ColdStart {

	private ColdStart() {
	}

	/**
	 * Measures once.
	 * @param args bundled or archived: our client and its bundled engine, where the JVM's
	 * options of the second name an archive; compiled: the module is parsed and compiled
	 * to bytecode now, and runs on Chicory's own memory through the bare exports
	 * @throws IOException if the module cannot be read
	 */
	public static void main(String[] args) throws IOException {
		byte[] module = bytes();
		long begun = System.nanoTime();
		switch (args[0]) {
			case "bundled", "archived" -> makeFirstOrder();
			case "compiled" -> makeFirstOrder(module);
			default -> throw new IllegalArgumentException(args[0]);
		}
		Measurement.print("cold." + args[0], System.nanoTime() - begun);
		Runtime.getRuntime().halt(0);
	}

	private static byte[] bytes() throws IOException {
		String resource = DarkSwapClient.BUNDLED_URL.substring(DarkSwapClient.BUNDLED_URL.indexOf('/'));
		try (InputStream module = DarkSwapClient.class.getResourceAsStream(resource)) {
			return Objects.requireNonNull(module, resource).readAllBytes();
		}
	}

	private static void makeFirstOrder() {
		DarkSwapClient client = Clients.shared();
		client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE, BigDecimal.TEN,
				RawEngine.MAKER, Duration.ofDays(1));
	}

	private static void makeFirstOrder(byte[] bytes) {
		WasmModule module = Parser.parse(bytes);
		RawEngine engine = RawEngine.open(new Instances(module, MachineFactoryCompiler.compile(module),
				MemoryKind.BYTES.create(RawEngine.INITIAL_PAGES, TradeFlow.PAGES)));
		engine.createOrder(1, 1, OrderFlow.LOT, OrderFlow.TICK);
	}

}
