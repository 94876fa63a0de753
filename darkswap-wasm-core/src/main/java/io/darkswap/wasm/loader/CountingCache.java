package io.darkswap.wasm.loader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

import com.dylibso.chicory.compiler.Cache;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Counts the functions in the classes that Chicory compiles a module to. Chicory shows
 * these classes only to its cache. It names the method of a function {@code func_} and
 * its index, and dispatches calls of interpreted functions by a switch over their
 * indices.
 */
final class CountingCache implements Cache {

	/** HotSpot's {@code HugeMethodLimit}. */
	private static final int HUGE = 8_000;

	private static final String FUNCTION = "func_";

	/** Access flags, name, descriptor and the number of attributes. */
	private static final int MEMBER_HEADER = 4 * Short.BYTES;

	/** Where a {@code Code} attribute has the length of its bytecode. */
	private static final int CODE_LENGTH = 3 * Short.BYTES + Integer.BYTES;

	private final @Nullable Cache delegate;

	private final int functions;

	private int interpreted;

	private int huge;

	/**
	 * Create the cache for one compilation.
	 * @param delegate keeps the classes, or {@code null}
	 * @param functions the functions that the module defines
	 */
	CountingCache(@Nullable Cache delegate, int functions) {
		this.delegate = delegate;
		this.functions = functions;
	}

	@Override
	public byte @Nullable [] get(String key) throws IOException {
		byte[] classes = (this.delegate != null) ? this.delegate.get(key) : null;
		if (classes != null) {
			count(classes);
		}
		return classes;
	}

	@Override
	public void putIfAbsent(String key, byte[] classes) throws IOException {
		count(classes);
		if (this.delegate != null) {
			this.delegate.putIfAbsent(key, classes);
		}
	}

	Compilation compilation() {
		return new Compilation(this.functions - this.interpreted, this.interpreted, this.huge);
	}

	private void count(byte[] classes) {
		try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(classes))) {
			for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
				if (entry.getName().endsWith(".class")) {
					count(new ClassReader(jar.readAllBytes()));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Read the sizes where they are: visiting all bytecode would take longer. */
	private void count(ClassReader type) {
		char[] buffer = new char[type.getMaxStringLength()];
		int at = skipFields(type, type.header + 4 * Short.BYTES + Short.BYTES * type.getInterfaces().length);
		int methods = type.readUnsignedShort(at);
		at += Short.BYTES;
		for (int method = 0; method < methods; method++) {
			boolean function = type.readUTF8(at + Short.BYTES, buffer).startsWith(FUNCTION);
			int attributes = type.readUnsignedShort(at + 3 * Short.BYTES);
			at += MEMBER_HEADER;
			for (int attribute = 0; attribute < attributes; attribute++) {
				if (function && "Code".equals(type.readUTF8(at, buffer)) && type.readInt(at + CODE_LENGTH) > HUGE) {
					this.huge++;
				}
				at = skipAttribute(type, at);
			}
		}
		if (type.getInterfaces().length > 0) {
			type.accept(new DispatchVisitor(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
		}
	}

	private static int skipFields(ClassReader type, int start) {
		int fields = type.readUnsignedShort(start);
		int at = start + Short.BYTES;
		for (int field = 0; field < fields; field++) {
			int attributes = type.readUnsignedShort(at + 3 * Short.BYTES);
			at += MEMBER_HEADER;
			for (int attribute = 0; attribute < attributes; attribute++) {
				at = skipAttribute(type, at);
			}
		}
		return at;
	}

	private static int skipAttribute(ClassReader type, int at) {
		return at + Short.BYTES + Integer.BYTES + type.readInt(at + Short.BYTES);
	}

	/** Finds the interpreted functions in the class of the machine. */
	private final class DispatchVisitor extends ClassVisitor {

		DispatchVisitor() {
			super(Opcodes.ASM9);
		}

		@Override
		public @Nullable MethodVisitor visitMethod(int access, String name, String descriptor,
				@Nullable String signature, String @Nullable [] exceptions) {
			return name.equals("call") ? new MethodVisitor(Opcodes.ASM9) {

				@Override
				public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
					CountingCache.this.interpreted += keys.length;
				}

			} : null;
		}

	}

}
