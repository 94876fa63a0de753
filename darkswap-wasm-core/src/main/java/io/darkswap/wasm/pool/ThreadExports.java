package io.darkswap.wasm.pool;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.ExportSection;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.MutabilityType;
import org.jspecify.annotations.Nullable;

/**
 * The exports that LLVM's linker can add to a module with threads.
 */
final class ThreadExports {

	private final Instance instance;

	private final @Nullable GlobalInstance stackPointer;

	private final boolean threadLocals;

	private ThreadExports(Instance instance) {
		this.instance = instance;
		GlobalInstance found = global("__stack_pointer");
		this.stackPointer = (found != null && found.getMutabilityType() == MutabilityType.Var) ? found : null;
		this.threadLocals = has("__wasm_init_tls", ExternalType.FUNCTION);
	}

	static ThreadExports of(Instance instance) {
		return new ThreadExports(instance);
	}

	boolean isEmpty() {
		return this.stackPointer == null && !this.threadLocals;
	}

	@Nullable GlobalInstance stackPointer() {
		return this.stackPointer;
	}

	int storageSize() {
		return this.threadLocals ? constant("__tls_size", 0) : 0;
	}

	int storageAlignment() {
		return this.threadLocals ? constant("__tls_align", 1) : 1;
	}

	void setStackPointer(int address) {
		if (this.stackPointer != null) {
			this.stackPointer.setValue(address);
		}
	}

	void initializeStorage(int address) {
		if (this.threadLocals) {
			this.instance.export("__wasm_init_tls").apply(address);
		}
	}

	private int constant(String name, int otherwise) {
		GlobalInstance global = global(name);
		return (global != null) ? (int) global.getValue() : otherwise;
	}

	private @Nullable GlobalInstance global(String name) {
		return has(name, ExternalType.GLOBAL) ? this.instance.exports().global(name) : null;
	}

	private boolean has(String name, ExternalType type) {
		ExportSection exports = this.instance.module().exportSection();
		for (int index = 0; index < exports.exportCount(); index++) {
			if (exports.getExport(index).name().equals(name)) {
				return exports.getExport(index).exportType() == type;
			}
		}
		return false;
	}

}
