package io.darkswap.wasm.autoconfigure.wallet;

import java.util.concurrent.locks.ReentrantLock;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.wallet.Account;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.jspecify.annotations.Nullable;

/**
 * A random wallet that is created when its address is first requested. Loading the native
 * code that derives the key would otherwise delay the start of the application.
 */
final class LazyWallet implements Wallet, AutoCloseable {

	private final Account account;

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable HdWallet wallet;

	LazyWallet(Account account) {
		this.account = account;
	}

	@Override
	public String address() {
		return wallet().address();
	}

	@Override
	public byte[] sign(byte[] hash32) {
		return wallet().sign(hash32);
	}

	@Override
	public BitcoinNetwork network() {
		return this.account.network();
	}

	@Override
	public void close() {
		this.lock.lock();
		try {
			if (this.wallet != null) {
				this.wallet.close();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private HdWallet wallet() {
		this.lock.lock();
		try {
			HdWallet made = this.wallet;
			if (made == null) {
				made = HdWallet.random(this.account);
				this.wallet = made;
			}
			return made;
		}
		finally {
			this.lock.unlock();
		}
	}

}
