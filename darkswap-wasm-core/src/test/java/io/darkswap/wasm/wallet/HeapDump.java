package io.darkswap.wasm.wallet;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.HotSpotDiagnosticMXBean;

/**
 * A dump of the heap, to search for secrets. The searched bytes are passed and held under
 * a mask, or the search would find them.
 */
final class HeapDump {

	private static final byte MASK = 0x5A;

	private final MappedByteBuffer bytes;

	private HeapDump(MappedByteBuffer bytes) {
		this.bytes = bytes;
	}

	/** With what is garbage but not yet collected. */
	static HeapDump ofEverything(Path folder) throws IOException {
		return of(folder, false);
	}

	/** After a collection. */
	static HeapDump ofWhatLives(Path folder) throws IOException {
		return of(folder, true);
	}

	private static HeapDump of(Path folder, boolean live) throws IOException {
		Path file = folder.resolve("heap.hprof");
		Files.deleteIfExists(file);
		ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), live);
		try (FileChannel channel = FileChannel.open(file)) {
			return new HeapDump(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
		}
	}

	static byte[] masked(byte[] secret) {
		byte[] masked = new byte[secret.length];
		for (int i = 0; i < secret.length; i++) {
			masked[i] = (byte) (secret[i] ^ MASK);
		}
		return masked;
	}

	/** As bytes: a byte array, or a string of Latin letters. */
	boolean contains(byte[] masked) {
		return contains(masked, 0, 1);
	}

	/** As the characters of a char array, which a dump has with the high byte first. */
	boolean containsAsChars(byte[] masked) {
		return contains(masked, 1, 2);
	}

	private boolean contains(byte[] masked, int offset, int stride) {
		int end = this.bytes.limit() - masked.length * stride;
		for (int start = offset; start <= end; start++) {
			if (startsWith(masked, start, stride)) {
				return true;
			}
		}
		return false;
	}

	private boolean startsWith(byte[] masked, int start, int stride) {
		for (int i = 0; i < masked.length; i++) {
			if ((this.bytes.get(start + i * stride) ^ MASK) != masked[i]) {
				return false;
			}
		}
		return true;
	}

}
