/** The wallet's address and balances. */
import { get, query } from './api.js';
import { byId, setText, syncTerms } from './dom.js';
import { grouped } from './format.js';

export class Wallet {

	constructor() {
		byId('copy-address').addEventListener('click', async () => {
			setText(byId('copy-address'), await copy(byId('address').textContent) ? 'Copied' : 'Select it to copy');
			setTimeout(() => setText(byId('copy-address'), 'Copy address'), 1500);
		});
	}

	/** Shows the balances of a market's assets, unless another market is chosen meanwhile. */
	async load(market) {
		this.market = market;
		const { address } = await get('/api/wallet/address');
		if (byId('address').textContent !== address) {
			setText(byId('address'), address);
			byId('qr').src = '/api/wallet/qr' + query({ address });
		}
		const assets = [...new Set([market.base, market.quote])];
		const balances = await get('/api/wallet/balances' + query({ asset: assets.join(',') }));
		if (this.market !== market) {
			return;
		}
		this.balances = new Map(balances.map((balance) => [balance.asset, describe(balance)]));
		syncTerms(byId('balances'), assets.map((asset) => [asset, this.balances.get(asset)]));
	}

	balanceOf(asset) {
		return this.balances?.get(asset) ?? grouped(null);
	}

}

/** Browsers refuse it without a secure connection. */
async function copy(text) {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	}
	catch {
		return false;
	}
}

function describe({ amount, code }) {
	if (code === 'CHAIN_SOURCE_MISSING') {
		return 'no chain server';
	}
	return code ? 'not known now' : grouped(amount);
}
