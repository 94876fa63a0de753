package io.darkswap.wasm.pool;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.ImportContext;
import io.darkswap.wasm.loader.ModuleImports;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pthreads of a module that Emscripten linked (since version 3, with
 * {@code -pthread}), as its worker script does: {@code pthread_create} starts a worker of
 * {@link WasmWorkers}. It is both the imports of the module and the set-up of its
 * workers, because the imports start the threads. Create one for each loaded module.
 *
 * <pre>{@code
 * EmscriptenThreads threads = EmscriptenThreads.builder().imports(imports).build();
 * LoadedModule module = loader.load(url, threads, MemoryOptions.ofModule());
 * WasmWorkers workers = WasmWorkers.builder(module).threadSetup(threads).build();
 * workers.spawn("compute", 4).join();
 * }</pre>
 *
 * Emscripten's release builds minify names: {@link Builder#rename} names each that the
 * module has in another form, as its script has it. Safe for use by several threads.
 */
public final class EmscriptenThreads implements ModuleImports, ThreadSetup {

	/*
	 * The C library's record of a thread. Its address is the thread's identity.
	 *
	 * 0 self, its own address 44 block, its own address 52 upper end of the C stack 56
	 * size of the C stack
	 */
	private static final int SELF = 0;

	private static final int BLOCK = 44;

	private static final int STACK = 52;

	private static final int STACK_SIZE = 56;

	private static final int STACK_ALIGNMENT = 16;

	/** The error number with which {@code pthread_create} reports that it cannot. */
	private static final int EAGAIN = 6;

	private static final String TABLE = "__indirect_function_table";

	private final ModuleImports imports;

	/** By the name that Emscripten's sources use: the module's. */
	private final Map<String, String> names;

	private final int stackBytes;

	/** By the address of its record: what a thread that has not begun will run. */
	private final Map<Integer, Entry> created = new ConcurrentHashMap<>();

	/** By its number: a thread that runs. */
	private final Map<Integer, Entry> running = new ConcurrentHashMap<>();

	private final ReentrantLock lock = new ReentrantLock();

	// Guarded by the lock, as is the next.
	private final Set<Integer> alive = new HashSet<>();

	/** The records of threads that were joined or detached. */
	private final Set<Integer> released = new HashSet<>();

	private EmscriptenThreads(Builder builder) {
		this.imports = builder.imports;
		this.names = Map.copyOf(builder.names);
		this.stackBytes = builder.stackPages * Memory.PAGE_SIZE;
	}

	/**
	 * Create a builder.
	 * @return a builder without further imports
	 */
	public static Builder builder() {
		return new Builder();
	}

	@Override
	public ImportValues of(ImportContext context) {
		ImportValues own = this.imports.of(context);
		ImportValues.Builder all = ImportValues.builder()
			.addFunction(own.functions())
			.addGlobal(own.globals())
			.addTable(own.tables())
			.addTag(own.tags())
			.addMemory(own.memories());
		context.module()
			.module()
			.importSection()
			.stream()
			.filter(FunctionImport.class::isInstance)
			.map(FunctionImport.class::cast)
			.filter((wanted) -> Arrays.stream(own.functions())
				.noneMatch((given) -> given.module().equals(wanted.module()) && given.name().equals(wanted.name())))
			.forEach((wanted) -> {
				WasmFunctionHandle function = function(wanted.name(), context);
				if (function != null) {
					FunctionType type = context.module().module().typeSection().getType(wanted.typeIndex());
					all.addFunction(new ImportFunction(wanted.module(), wanted.name(), type, function));
				}
			});
		return all.build();
	}

	private @Nullable WasmFunctionHandle function(String name, ImportContext context) {
		String original = this.names.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().equals(name))
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse(name);
		return switch (original) {
			case "__pthread_create_js" -> (instance, arguments) -> new long[] { create(instance, context, arguments) };
			case "__emscripten_init_main_thread_js", "_emscripten_init_main_thread_js" ->
				(instance, arguments) -> beginMain(instance, arguments[0]);
			case "__emscripten_thread_cleanup", "_emscripten_thread_cleanup" ->
				(instance, arguments) -> release(instance, (int) arguments[0]);
			case "emscripten_unwind_to_js_event_loop", "emscripten_exit_with_live_runtime" -> (instance, arguments) -> {
				throw new ThreadExit();
			};
			case "emscripten_check_blocking_allowed" -> (instance, arguments) -> null;
			case "_emscripten_default_pthread_stack_size" -> (instance, arguments) -> new long[] { this.stackBytes };
			case "emscripten_num_logical_cores" ->
				(instance, arguments) -> new long[] { Runtime.getRuntime().availableProcessors() };
			default -> null;
		};
	}

	private int create(Instance instance, ImportContext context, long... arguments) {
		free(instance);
		int pthread = (int) arguments[0];
		this.created.put(pthread, new Entry(pthread, (int) arguments[2], arguments[3]));
		alive(pthread, true);
		if (context.spawn(pthread) < 0) {
			this.created.remove(pthread);
			alive(pthread, false);
			return EAGAIN;
		}
		return 0;
	}

	/** The main thread may block, as in Node. */
	private long @Nullable [] beginMain(Instance instance, long pthread) {
		call(instance, "_emscripten_thread_init", pthread, 1, 1, 1, this.stackBytes);
		call(instance, "_emscripten_tls_init");
		return null;
	}

	/** Free the record of a thread and its C stack, once it has ended. */
	private long @Nullable [] release(Instance instance, int pthread) {
		this.lock.lock();
		try {
			this.released.add(pthread);
		}
		finally {
			this.lock.unlock();
		}
		free(instance);
		return null;
	}

	private void free(Instance instance) {
		Set<Integer> ended;
		this.lock.lock();
		try {
			ended = new HashSet<>(this.released);
			ended.removeAll(this.alive);
			this.released.removeAll(ended);
		}
		finally {
			this.lock.unlock();
		}
		ended.forEach((pthread) -> callIfPresent(instance, "_emscripten_thread_free_data", pthread));
	}

	private void alive(int pthread, boolean alive) {
		this.lock.lock();
		try {
			if (alive) {
				this.alive.add(pthread);
			}
			else {
				this.alive.remove(pthread);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Run the constructors on the main thread. */
	@Override
	public void begin(Instance instance, int thread) {
		callIfPresent(instance, "__wasm_call_ctors");
	}

	@Override
	public void beginSpawned(Instance instance, int thread, int argument) {
		Entry entry = this.created.remove(argument);
		if (entry == null) {
			throw DarkSwapException.invalidArgument(
					"No thread with the record %s was created: only pthread_create starts threads of this module",
					argument);
		}
		Memory memory = instance.memory();
		int upperEnd = memory.readInt(argument + STACK);
		int size = memory.readInt(argument + STACK_SIZE);
		if (memory.readInt(argument + SELF) != argument || memory.readInt(argument + BLOCK) != argument || size <= 0
				|| upperEnd <= size || upperEnd % STACK_ALIGNMENT != 0) {
			throw new DarkSwapException(ErrorCode.MODULE_UNSUPPORTED,
					"The module's records of threads differ from those of Emscripten 3 and 4: build it with one of these,"
							+ " or supply a ThreadSetup");
		}
		call(instance, "_emscripten_thread_init", argument, 0, 0, 1);
		callIfPresent(instance, "emscripten_stack_set_limits", upperEnd, upperEnd - size);
		if (!callIfPresent(instance, "stackRestore", upperEnd)) {
			call(instance, "_emscripten_stack_restore", upperEnd);
		}
		call(instance, "_emscripten_tls_init");
		this.running.put(thread, entry);
	}

	@Override
	@SuppressWarnings("NullAway") // beginSpawned put it there.
	public void runSpawned(Instance instance, int thread, int argument) {
		Entry entry = this.running.get(thread);
		TableInstance table = instance.exports().table(named(TABLE));
		try {
			int function = table.requiredRef(entry.function());
			long[] results = instance.getMachine().call(function, new long[] { entry.argument() });
			call(instance, "_emscripten_thread_exit", results[0]);
		}
		catch (ThreadExit ex) {
			// By pthread_exit, which has done what _emscripten_thread_exit does.
		}
	}

	@Override
	public void end(Instance instance, int thread) {
		Entry entry = this.running.remove(thread);
		if (entry != null) {
			alive(entry.pthread(), false);
		}
	}

	@Override
	public boolean usesMainThread() {
		return true;
	}

	/** Call an export; versions differ in the number of its parameters. */
	private void call(Instance instance, String name, long... arguments) {
		if (!callIfPresent(instance, name, arguments)) {
			throw new DarkSwapException(ErrorCode.MODULE_UNSUPPORTED,
					"The module exports no function %s: name it by rename(..) as the module's script does, or link it without minified exports"
						.formatted(name));
		}
	}

	private boolean callIfPresent(Instance instance, String name, long... arguments) {
		String own = named(name);
		return Functions.exported(instance.module(), own).map((type) -> {
			instance.export(own).apply(Arrays.copyOf(arguments, type.params().size()));
			return true;
		}).orElse(false);
	}

	private String named(String original) {
		return this.names.getOrDefault(original, original);
	}

	/**
	 * A thread.
	 *
	 * @param pthread the address of its record
	 * @param function the index of its function in the table
	 * @param argument the argument of the function
	 */
	private record Entry(int pthread, int function, long argument) {

	}

	/** Unwinds the calls of a thread that ends by {@code pthread_exit}. */
	private static final class ThreadExit extends RuntimeException {

		private static final long serialVersionUID = 1L;

		ThreadExit() {
			super("A thread of the module ended by pthread_exit", null, false, false);
		}

	}

	/**
	 * Builds the threads of one module.
	 */
	public static final class Builder {

		private final Map<String, String> names = new HashMap<>();

		private ModuleImports imports = (context) -> ImportValues.empty();

		private int stackPages = 1;

		private Builder() {
		}

		/**
		 * Set the imports beside those that start and end threads. They take precedence.
		 * @param imports the imports
		 * @return this builder
		 */
		public Builder imports(ModuleImports imports) {
			this.imports = imports;
			return this;
		}

		/**
		 * Name an import or export that has a minified name in the module.
		 * @param original its name in Emscripten's sources, such as
		 * {@code _emscripten_tls_init} or {@code __pthread_create_js}
		 * @param name its name in the module, without that of the imported module
		 * @return this builder
		 */
		public Builder rename(String original, String name) {
			this.names.put(original, name);
			return this;
		}

		/**
		 * Set the size of the C stacks of threads for which the module names none.
		 * @param stackPages the pages of 64 KiB; the default is 1, as Emscripten's
		 * @return this builder
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is less
		 * than 1
		 */
		public Builder stackPages(int stackPages) {
			if (stackPages < 1) {
				throw DarkSwapException.invalidArgument("The C stack has %s pages: set it to at least 1", stackPages);
			}
			this.stackPages = stackPages;
			return this;
		}

		/**
		 * Build the imports and the set-up.
		 * @return both
		 */
		public EmscriptenThreads build() {
			return new EmscriptenThreads(this);
		}

	}

}
