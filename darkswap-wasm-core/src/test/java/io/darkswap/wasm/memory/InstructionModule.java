package io.darkswap.wasm.memory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Function;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;

/**
 * An instance of {@code instructions.wat}, which has one function for each instruction
 * that touches a memory.
 */
final class InstructionModule {

	private static final WasmModule MODULE = parse();

	private static final Function<Instance, Machine> COMPILED = MachineFactoryCompiler.compile(MODULE);

	private final Instance instance;

	private InstructionModule(Instance instance) {
		this.instance = instance;
	}

	/** The way a module is run. */
	enum Engine {

		COMPILER {
			@Override
			Machine machine(Instance instance) {
				return COMPILED.apply(instance);
			}
		},

		INTERPRETER {
			@Override
			Machine machine(Instance instance) {
				return new InterpreterMachine(instance);
			}
		};

		abstract Machine machine(Instance instance);

		InstructionModule over(Memory memory) {
			ImportMemory imported = new ImportMemory("env", "memory", memory);
			return new InstructionModule(Instance.builder(MODULE)
				.withImportValues(ImportValues.builder().addMemory(imported).build())
				.withMachineFactory(this::machine)
				.build());
		}

	}

	/** Calls a function of at most one result, whose value it returns; else 0. */
	long call(String function, long... arguments) {
		long[] results = this.instance.export(function).apply(arguments);
		return (results != null && results.length > 0) ? results[0] : 0;
	}

	private static WasmModule parse() {
		try (InputStream module = Objects
			.requireNonNull(InstructionModule.class.getResourceAsStream("instructions.wasm"))) {
			return Parser.parse(module);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
