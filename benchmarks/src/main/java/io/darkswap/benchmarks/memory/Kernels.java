package io.darkswap.benchmarks.memory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import io.darkswap.benchmarks.Instances;
import io.darkswap.benchmarks.MemoryKind;

/**
 * Loads the kernels that the engine does not export. The same compiler compiles them at
 * run time for either memory.
 */
final class Kernels {

	private static final int INITIAL_PAGES = 4;

	private static final int MAXIMUM_PAGES = 64;

	private final Instances instances;

	private Kernels(Instances instances) {
		this.instances = instances;
	}

	static Kernels load(MemoryKind memory) {
		try (InputStream resource = Kernels.class.getResourceAsStream("/kernels/kernels.wasm")) {
			if (resource == null) {
				throw new IllegalStateException("The kernels are missing: run benchmarks/kernels/build.sh");
			}
			WasmModule module = Parser.parse(resource.readAllBytes());
			return new Kernels(new Instances(module, MachineFactoryCompiler.compile(module),
					memory.create(INITIAL_PAGES, MAXIMUM_PAGES)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Instance instance() {
		return this.instances.create();
	}

}
