package io.darkswap.wasm.pool;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;

/**
 * LLVM's convention: each thread has an area of the memory for its C stack and
 * thread-local storage, which the next thread uses once it has ended.
 */
final class StackedThreads implements ThreadSetup {

	private final LoadedModule module;

	private final StackAreas areas;

	private final int pages;

	private final Queue<InstanceStack> free = new ConcurrentLinkedQueue<>();

	private final Map<Integer, InstanceStack> used = new ConcurrentHashMap<>();

	StackedThreads(LoadedModule module, int pages) {
		this.module = module;
		this.areas = new StackAreas(module.memory(), List.of());
		this.pages = pages;
	}

	@Override
	public void begin(Instance instance, int thread) {
		InstanceStack stack = this.free.poll();
		if (stack == null) {
			stack = InstanceStack.reserve(this.areas, this.module.memory(), instance, this.pages);
		}
		if (stack != null) {
			this.used.put(thread, stack);
			stack.give(instance);
		}
	}

	@Override
	public void end(Instance instance, int thread) {
		InstanceStack stack = this.used.remove(thread);
		if (stack == null) {
			return;
		}
		if (!stack.isIntact()) {
			throw new DarkSwapException(ErrorCode.ENGINE_STACK_OVERFLOW,
					"The C stack of thread %d of %s overflowed, so other memory may be damaged: load the module again, and give its threads more stack pages"
						.formatted(thread, this.module.url()));
		}
		this.free.add(stack);
	}

}
