package io.darkswap.wasm.log.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A part of a segment in memory.
 */
class MappedPartTests {

	/** Larger than a part, and no whole number of pages. */
	private static final int SEGMENT = (1 << 20) + 5000;

	@TempDir
	Path directory;

	private Path file;

	@BeforeEach
	void allocateSegment() throws IOException {
		this.file = Files.write(this.directory.resolve("segment"), new byte[SEGMENT]);
	}

	@Test
	void whatIsWrittenIsInTheFile() throws IOException {
		MappedPart part = map(5000);
		part.put(5001, ByteBuffer.wrap(new byte[] { 1, 2, 3 }), 2);
		assertThat(Arrays.copyOfRange(Files.readAllBytes(this.file), 4999, 5005)).containsExactly(0, 0, 1, 2, 0, 0);
	}

	@Test
	void aPartEndsWithItsSegment() throws IOException {
		assertThat(map(0).end()).isEqualTo(1 << 20);
		assertThat(map(0).isShort(0, SEGMENT)).isFalse();
		assertThat(map(0).isShort((1 << 20) - 100, SEGMENT)).isTrue();
		assertThat(map(SEGMENT - 100).end()).isEqualTo(SEGMENT);
		assertThat(map(SEGMENT - 100).isShort(SEGMENT - 100, SEGMENT)).isFalse();
	}

	@Test
	void touchingPagesLosesNoWriteOfAnotherThread() throws Exception {
		byte[] records = new byte[SEGMENT];
		new Random(1).nextBytes(records);
		MappedPart part = map(0);
		CyclicBarrier start = new CyclicBarrier(2);
		Thread toucher = new Thread(() -> {
			try {
				start.await();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			while (part.hasUntouched()) {
				part.touchNext();
			}
		});
		toucher.start();
		start.await();
		ByteBuffer source = ByteBuffer.allocate(8);
		for (int at = 0; at < part.end(); at += 8) {
			part.put(at, source.put(0, records, at, 8), 8);
		}
		toucher.join();
		assertThat(Arrays.copyOf(Files.readAllBytes(this.file), (int) part.end()))
			.isEqualTo(Arrays.copyOf(records, (int) part.end()));
	}

	private MappedPart map(long from) throws IOException {
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			return MappedPart.map(channel, from, SEGMENT);
		}
	}

}
