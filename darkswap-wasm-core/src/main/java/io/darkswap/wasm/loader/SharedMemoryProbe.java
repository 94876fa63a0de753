package io.darkswap.wasm.loader;

import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import io.darkswap.wasm.threads.DaemonThreads;

/**
 * The result of a probe: two instances of a real module use one memory from two threads.
 *
 * @param bufferIsShared whether each thread saw the other's writes
 * @param atomicsWork whether no atomic addition was lost and a waiter was woken
 * @param failure the failure of the probe, empty if it succeeded
 */
record SharedMemoryProbe(boolean bufferIsShared, boolean atomicsWork, Optional<String> failure) {

	/**
	 * The module, small enough to keep here: <pre>
	 * (module
	 *   (import "env" "memory" (memory 1 1 shared))
	 *   (func (export "await") (result i32)          ;; 0 woken, 1 released before, 2 after 5 s
	 *     (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 5000000000)))
	 *   (func (export "release")
	 *     (i32.atomic.store (i32.const 0) (i32.const 1))
	 *     (drop (memory.atomic.notify (i32.const 0) (i32.const 1))))
	 *   (func (export "add") (param $n i32)
	 *     (loop $again
	 *       (drop (i64.atomic.rmw.add (i32.const 8) (i64.const 1)))
	 *       (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
	 * </pre>
	 */
	private static final String MODULE = "AGFzbQEAAAABDANgAAF/YAAAYAF/AAIQAQNlbnYGbWVtb3J5AgMBAQMEAwABAgcZAwVhd2FpdAAA"
			+ "B3JlbGVhc2UAAQNhZGQAAgo+AxAAQQBBAEKA5JfQEv4BAgALEwBBAEEB/hcCAEEAQQH+AAIAGgsXAANAQQhCAf4fAwAaIABBAWsiAA0A"
			+ "Cws=";

	private static final int FLAG = 0;

	private static final int COUNTER = 8;

	private static final int ADDITIONS = 500;

	private static final int TIMED_OUT = 2;

	static SharedMemoryProbe run(Function<MemoryLimits, Memory> memoryFactory) {
		Memory memory = null;
		try {
			memory = memoryFactory.apply(new MemoryLimits(1, 1, true));
			return run(memory);
		}
		catch (CompletionException ex) {
			return failed(String.valueOf(ex.getCause()));
		}
		catch (RuntimeException | LinkageError ex) {
			return failed(ex.toString());
		}
		finally {
			ModuleMemory.release(memory);
		}
	}

	private static SharedMemoryProbe run(Memory memory) {
		WasmModule module = Parser.parse(Base64.getDecoder().decode(MODULE));
		Instance one = instance(module, memory);
		Instance other = instance(module, memory);
		// Threads of its own: an interrupted caller must not decide what this JVM can do.
		Executor threads = (task) -> DaemonThreads.start("darkswap-shared-memory-probe", task);
		CompletableFuture<Long> waiter = CompletableFuture.supplyAsync(() -> {
			long outcome = one.export("await").apply()[0];
			one.export("add").apply(ADDITIONS);
			return outcome;
		}, threads);
		CompletableFuture<Void> releaser = CompletableFuture.runAsync(() -> {
			other.export("release").apply();
			other.export("add").apply(ADDITIONS);
		}, threads);
		releaser.join();
		boolean released = waiter.join() != TIMED_OUT;
		boolean seen = memory.readInt(FLAG) == 1;
		long sum = memory.readLong(COUNTER);
		if (!seen || !released) {
			return new SharedMemoryProbe(seen, false, Optional.of("one thread did not see what another wrote"));
		}
		if (sum != 2 * ADDITIONS) {
			return new SharedMemoryProbe(true, false,
					Optional.of("%d of %d atomic additions were lost".formatted(2 * ADDITIONS - sum, 2 * ADDITIONS)));
		}
		return new SharedMemoryProbe(true, true, Optional.empty());
	}

	private static Instance instance(WasmModule module, Memory memory) {
		return Instance.builder(module)
			.withImportValues(ImportValues.builder().addMemory(new ImportMemory("env", "memory", memory)).build())
			.build();
	}

	private static SharedMemoryProbe failed(String reason) {
		return new SharedMemoryProbe(false, false, Optional.of(reason));
	}

}
