package io.darkswap.wasm.loader.compile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Function;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.ClassLoadingCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.compiler.internal.MachineFactory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;

/**
 * The JVM classes of a module. Chicory's {@code MachineFactoryCompiler} has no access to
 * them, so this class calls the compiler behind it, as Chicory's own build plugin does.
 * The functions are compiled and the classes are defined once; the public compiler
 * defines and verifies each class twice, and compresses them for its cache.
 */
public final class CompiledClasses {

	/**
	 * ASM writes a class again that has a jump over more than 32,767 bytes. In classes of
	 * this many functions, a large function costs only its neighbours.
	 */
	private static final int FUNCTIONS_PER_CLASS = 256;

	private final String digest;

	private final String mainClass;

	private final Map<String, byte[]> classes;

	private final int interpreted;

	private CompiledClasses(String digest, String mainClass, Map<String, byte[]> classes, int interpreted) {
		this.digest = digest;
		this.mainClass = mainClass;
		this.classes = classes;
		this.interpreted = interpreted;
	}

	/**
	 * Compile the functions of a module. A function too large for a JVM method is left to
	 * the interpreter.
	 * @param module the module
	 * @return its classes
	 * @throws RuntimeException if the module cannot be compiled
	 */
	public static CompiledClasses compile(WasmModule module) {
		CompilerResult result = Compiler.builder(module)
			.withMaxFunctionsPerClass(FUNCTIONS_PER_CLASS)
			.withInterpreterFallback(InterpreterFallback.SILENT)
			.withClassCollectorFactory(ByteClassCollector::new)
			.build()
			.compile();
		return new CompiledClasses(module.digest(), result.collector().mainClassName(), result.classBytes(),
				result.interpretedFunctions().size());
	}

	/**
	 * Read classes that {@link #toBytes()} returned.
	 * @param bytes the classes
	 * @return the classes
	 */
	public static CompiledClasses of(byte[] bytes) {
		try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
			String digest = in.readUTF();
			int interpreted = in.readInt();
			String mainClass = in.readUTF();
			int count = in.readInt();
			Map<String, byte[]> classes = new LinkedHashMap<>();
			for (int read = 0; read < count; read++) {
				classes.put(in.readUTF(), in.readNBytes(in.readInt()));
			}
			return new CompiledClasses(digest, mainClass, classes, interpreted);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the classes as bytes: <pre>
	 * +-------------+-----------------+------------------+---------------+ +------+--------+-------+
	 * | digest of   | interpreted     | name of the      | number of     | | name | length | bytes | ...
	 * | module (UTF)| functions (int) | main class (UTF) | classes (int) | | (UTF)| (int)  |       |
	 * +-------------+-----------------+------------------+---------------+ +------+--------+-------+
	 * </pre>
	 * @return the bytes
	 */
	public byte[] toBytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeUTF(this.digest);
			out.writeInt(this.interpreted);
			out.writeUTF(this.mainClass);
			out.writeInt(this.classes.size());
			for (Entry<String, byte[]> entry : this.classes.entrySet()) {
				out.writeUTF(entry.getKey());
				out.writeInt(entry.getValue().length);
				out.write(entry.getValue());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/**
	 * Return whether these are the classes of a module.
	 * @param module a parsed module, its vectors lowered
	 * @return whether its bytes are those that were compiled
	 */
	public boolean areOf(WasmModule module) {
		return this.digest.equals(module.digest());
	}

	/**
	 * Define the classes.
	 * @param module the module that was compiled
	 * @return creates the machine that runs an instance's functions
	 * @throws LinkageError if the JVM rejects a class
	 */
	public Function<Instance, Machine> define(WasmModule module) {
		ClassLoadingCollector loaded = new ClassLoadingCollector();
		this.classes.forEach((name, bytes) -> {
			if (!name.equals(this.mainClass)) {
				loaded.put(name, bytes);
			}
		});
		loaded.putMainClass(this.mainClass, this.classes.get(this.mainClass));
		return new MachineFactory(module, loaded.machineFactory());
	}

	/**
	 * Return the number of functions that Chicory interprets.
	 * @return the functions that are too large for a JVM method
	 */
	public int interpreted() {
		return this.interpreted;
	}

	/**
	 * Return the number of functions that HotSpot interprets.
	 * @return the functions whose methods have more than 8,000 bytes of bytecode
	 */
	public int huge() {
		return this.classes.values().stream().mapToInt(MethodSizes::countHuge).sum();
	}

}
