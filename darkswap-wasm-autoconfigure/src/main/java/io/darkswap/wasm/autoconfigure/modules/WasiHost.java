package io.darkswap.wasm.autoconfigure.modules;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.ChicoryException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * WASI preview 1 for the threads of one module, which are one process: they share its
 * open files. The library keeps these without locks, so one thread at a time uses them.
 */
final class WasiHost implements HostFunctions {

	private static final String EXIT = "proc_exit";

	/** The other functions share nothing, and may wait. */
	private static final Pattern USES_FILES = Pattern.compile("(fd|path|sock)_.*");

	private static final long SUCCESS = 0;

	/** The error of an operation that does not follow links. */
	private static final long TOO_MANY_LINKS = 32;

	private final ReentrantLock files = new ReentrantLock();

	/** Guarded by the lock. */
	private final WasiLinks links;

	private final WasiPreview1 wasi;

	private final LineLog output;

	private final LineLog errors;

	WasiHost(String module, ModuleProperties.Wasi properties) {
		Log logger = LogFactory.getLog(ModuleFailures.MODULES + "." + module);
		this.output = new LineLog(logger::info);
		this.errors = new LineLog(logger::warn);
		WasiSettings settings = new WasiSettings(module, properties);
		WasiOptions.Builder options = WasiOptions.builder()
			// The library's default is no source of keys.
			.withRandom(new SecureRandom())
			.withStdout(this.output)
			.withStderr(this.errors)
			.withArguments(settings.arguments());
		settings.environment().forEach(options::withEnvironment);
		Map<String, Path> directories = settings.directories();
		directories.forEach(options::withDirectory);
		this.links = new WasiLinks(directories.values());
		this.wasi = WasiPreview1.builder().withOptions(options.build()).build();
	}

	@Override
	public ImportFunction[] functions() {
		return Arrays.stream(this.wasi.toHostFunctions())
			.map((function) -> new ImportFunction(function.module(), function.name(), function.functionType(),
					handle(function)))
			.toArray(ImportFunction[]::new);
	}

	private WasmFunctionHandle handle(ImportFunction function) {
		if (function.name().equals(EXIT)) {
			return (instance, arguments) -> {
				throw new ModuleExitException((int) arguments[0]);
			};
		}
		return USES_FILES.matcher(function.name()).matches() ? (instance, arguments) -> {
			this.files.lock();
			try {
				return callOnFiles(function, instance, arguments);
			}
			finally {
				this.files.unlock();
			}
		} : (instance, arguments) -> call(function, instance, arguments);
	}

	private long[] callOnFiles(ImportFunction function, Instance instance, long[] arguments) {
		if (this.links.isIn(function.name(), instance, arguments)) {
			return new long[] { TOO_MANY_LINKS };
		}
		long[] result = call(function, instance, arguments);
		if (result[0] == SUCCESS) {
			this.links.called(function.name(), instance, arguments);
		}
		return result;
	}

	/** The library has an exception of its own for a thread that is interrupted. */
	private static long[] call(ImportFunction function, Instance instance, long[] arguments) {
		try {
			return function.handle().apply(instance, arguments);
		}
		catch (ChicoryException ex) {
			throw (ex.getCause() instanceof InterruptedException) ? new ChicoryInterruptedException(ex) : ex;
		}
	}

	@Override
	public void close() {
		this.files.lock();
		try {
			this.output.close();
			this.errors.close();
			this.wasi.close();
		}
		finally {
			this.files.unlock();
		}
	}

}
