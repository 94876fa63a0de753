package io.darkswap.wasm.loader.compile;

import org.objectweb.asm.ClassReader;

/**
 * Reads the sizes of a class' methods where they are: visiting all bytecode would take
 * longer.
 */
final class MethodSizes {

	/** HotSpot's {@code HugeMethodLimit}. */
	private static final int HUGE = 8_000;

	/** Chicory names the method of a function so, followed by its index. */
	private static final String FUNCTION = "func_";

	/** Access flags, name, descriptor and the number of attributes. */
	private static final int MEMBER_HEADER = 4 * Short.BYTES;

	/** Where a {@code Code} attribute has the length of its bytecode. */
	private static final int CODE_LENGTH = 3 * Short.BYTES + Integer.BYTES;

	private MethodSizes() {
	}

	/** Return the number of functions in a class whose methods HotSpot interprets. */
	static int countHuge(byte[] bytes) {
		ClassReader type = new ClassReader(bytes);
		char[] buffer = new char[type.getMaxStringLength()];
		int at = skipFields(type, type.header + 4 * Short.BYTES + Short.BYTES * type.getInterfaces().length);
		int methods = type.readUnsignedShort(at);
		at += Short.BYTES;
		int huge = 0;
		for (int method = 0; method < methods; method++) {
			boolean function = type.readUTF8(at + Short.BYTES, buffer).startsWith(FUNCTION);
			int attributes = type.readUnsignedShort(at + 3 * Short.BYTES);
			at += MEMBER_HEADER;
			for (int attribute = 0; attribute < attributes; attribute++) {
				if (function && "Code".equals(type.readUTF8(at, buffer)) && type.readInt(at + CODE_LENGTH) > HUGE) {
					huge++;
				}
				at = skipAttribute(type, at);
			}
		}
		return huge;
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

}
