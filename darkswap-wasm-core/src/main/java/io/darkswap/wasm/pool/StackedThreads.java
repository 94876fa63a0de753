package io.darkswap.wasm.pool;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.ValType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import org.jspecify.annotations.Nullable;

/**
 * LLVM's convention: each thread has an area of the memory for its C stack and
 * thread-local storage, which the next thread uses once it has ended. The areas come from
 * the module's allocator if it exports {@code malloc}; otherwise the memory grows by
 * them.
 */
final class StackedThreads implements ThreadSetup {

	private static final String ALLOCATOR = "malloc";

	private final LoadedModule module;

	private final StackAreas areas;

	private final int pages;

	private final boolean allocates;

	private final Queue<InstanceStack> free = new ConcurrentLinkedQueue<>();

	private final Map<Integer, InstanceStack> used = new ConcurrentHashMap<>();

	// Only while an instance begins, for one at a time.
	private @Nullable InstanceStack allocatorStack;

	StackedThreads(LoadedModule module, int pages) {
		this.module = module;
		this.areas = new StackAreas(module.memory(), List.of());
		this.pages = pages;
		this.allocates = allocates(module);
	}

	@Override
	public void begin(Instance instance, int thread) {
		InstanceStack stack = this.free.poll();
		if (stack == null) {
			stack = this.allocates ? allocate(instance) : reserve(instance, this.pages);
		}
		if (stack != null) {
			this.used.put(thread, stack);
			stack.give(instance);
		}
	}

	private @Nullable InstanceStack reserve(Instance instance, int size) {
		return InstanceStack.reserve(this.areas::address, this.module.memory(), instance, size);
	}

	/** The allocator needs a C stack, too. It is called for one instance at a time. */
	private @Nullable InstanceStack allocate(Instance instance) {
		InstanceStack ofAllocator = this.allocatorStack;
		if (ofAllocator == null) {
			ofAllocator = reserve(instance, InstanceStack.DEFAULT_PAGES);
			this.allocatorStack = ofAllocator;
		}
		if (ofAllocator != null) {
			ofAllocator.give(instance);
		}
		return InstanceStack.reserve((size) -> allocate(instance, size), this.module.memory(), instance, this.pages);
	}

	private int allocate(Instance instance, int size) {
		int address = (int) instance.export(ALLOCATOR).apply(size * Memory.PAGE_SIZE)[0];
		if (address == 0) {
			throw new DarkSwapException(ErrorCode.MODULE_MEMORY_MISMATCH,
					"The allocator of %s has no %d page(s) for the C stack of another thread: raise the option maximum, or run fewer workers"
						.formatted(this.module.url(), size),
					null, "maximum");
		}
		return address;
	}

	private static boolean allocates(LoadedModule module) {
		return Functions.exported(module.module(), ALLOCATOR)
			.filter((type) -> type.params().equals(List.of(ValType.I32)) && type.returns().equals(List.of(ValType.I32)))
			.isPresent();
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
