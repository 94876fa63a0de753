package io.darkswap.wasm.log.file;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A part of a segment in memory. What is written here, the operating system has as if it
 * had been written to the file. The first write to a page takes microseconds, so another
 * thread touches the pages ahead of the one that writes.
 */
public final class MappedPart {

	/**
	 * The bytes of a part. It keeps its file on the device until the collector unmaps it,
	 * even if the file is deleted: a small one dies young.
	 */
	private static final int SIZE = 1 << 20;

	private static final int PAGE = 4096;

	private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private final ByteBuffer bytes;

	private final long start;

	/** The offset of the first page that was not touched. Only one thread touches. */
	private int untouched;

	private MappedPart(ByteBuffer bytes, long start) {
		this.bytes = bytes;
		this.start = start;
	}

	/**
	 * Map a part of a segment.
	 * @param from the offset of the next write
	 * @param segmentSize the size of the segment
	 * @throws IOException if that is not possible now
	 */
	public static MappedPart map(FileChannel segment, long from, long segmentSize) throws IOException {
		long start = from & -PAGE;
		return new MappedPart(segment.map(MapMode.READ_WRITE, start, Math.min(SIZE, segmentSize - start)), start);
	}

	/** Return the offset in the segment at which the part ends. */
	public long end() {
		return this.start + this.bytes.capacity();
	}

	/** Return whether little room is left behind an offset, and the segment has more. */
	public boolean isShort(long offset, long segmentSize) {
		return end() < segmentSize && end() - offset <= SIZE / 4;
	}

	/** Write the first bytes of a buffer. */
	public void put(long offset, ByteBuffer source, int length) {
		this.bytes.put((int) (offset - this.start), source, 0, length);
	}

	/** Return whether a page is left to touch. */
	public boolean hasUntouched() {
		return this.untouched < this.bytes.capacity();
	}

	/** Touch the next page, one that is in use, too: adding zero loses no other write. */
	public void touchNext() {
		WORD.getAndAdd(this.bytes, this.untouched, 0L);
		this.untouched += PAGE;
	}

}
