package io.darkswap.benchmarks.logs;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteOptions;

/** The write-ahead log of RocksDB, synced by every write; writers share a sync. */
final class RocksWal implements DurableLog {

	static {
		RocksDB.loadLibrary();
	}

	private final Options options = new Options().setCreateIfMissing(true);

	private final WriteOptions synced = new WriteOptions().setSync(true);

	private final AtomicLong keys = new AtomicLong();

	private final RocksDB database;

	RocksWal(Path directory) throws Exception {
		Files.createDirectories(directory);
		this.database = RocksDB.open(this.options, directory.toString());
	}

	@Override
	public void append(byte[] payload) throws Exception {
		byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(this.keys.incrementAndGet()).array();
		this.database.put(this.synced, key, payload);
	}

	@Override
	public void close() {
		this.database.close();
		this.synced.close();
		this.options.close();
	}

}
