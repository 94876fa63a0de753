#!/usr/bin/env bash
# A PSBT that is converted from version 0 to version 2 loses its lock time, and with it the transaction that was meant.
#
# Guess:   PsbtV2.FromV0 of @caravan/bitcoin describes the same transaction in the other format.
# Fact:    the lock time is 0 whatever it was, and an input's hash type is dropped. The sequence and the version are
#          kept, and nothing is thrown. Ledger's converter keeps the lock time.
# Cost:    a transaction that may be mined from block 850000 on is signed as one that may be mined at once. Another
#          lock time is another transaction id, so signatures of the other signers do not fit.
# Version: @caravan/bitcoin 0.4.5. @ledgerhq/psbtv2 0.6.0 is the second opinion, bitcoinjs-lib 7.0.5 writes version 0.
# Source:  BIP 370: the fallback lock time is "the transaction locktime to use if no inputs specify a required
#          locktime", and is 0 if omitted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps --save-exact @caravan/bitcoin@0.4.5 \
	@ledgerhq/psbtv2@0.6.0 bitcoinjs-lib@7.0.5

cat >show.cjs <<'JS'
const { payments, Psbt } = require('bitcoinjs-lib');
const caravan = require('@caravan/bitcoin');
const ledger = require('@ledgerhq/psbtv2');

const pubkey = Buffer.from('02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9', 'hex');
const script = payments.p2wpkh({ pubkey }).output;
for (const lockTime of [850000, 1700000000, 0]) {
	const psbt = new Psbt();
	psbt.setLocktime(lockTime);
	psbt.addInput({ hash: '12'.repeat(32), index: 1, sequence: 0xfffffffe, sighashType: 0x83,
		witnessUtxo: { script, value: 100000n } });
	psbt.addOutput({ script, value: 99000n });
	const converted = caravan.PsbtV2.FromV0(psbt.toHex());
	const other = ledger.PsbtV2.fromV0(Buffer.from(psbt.toBuffer()));
	console.log(`lock time ${psbt.locktime}: caravan ${converted.nLockTime}, `
		+ `ledger ${other.getGlobalFallbackLocktime()}; sequence ${converted.PSBT_IN_SEQUENCE}, `
		+ `version ${converted.PSBT_GLOBAL_TX_VERSION}, hash type ${converted.PSBT_IN_SIGHASH_TYPE[0]}`);
}
JS

echo "@caravan/bitcoin 0.4.5, @ledgerhq/psbtv2 0.6.0, bitcoinjs-lib 7.0.5, node $(node --version)"
echo "guess: the lock time of the line, three times; hash type 131"
seen=$(node show.cjs)
echo "$seen"

expected='lock time 850000: caravan 0, ledger 850000; sequence 4294967294, version 2, hash type null
lock time 1700000000: caravan 0, ledger 1700000000; sequence 4294967294, version 2, hash type null
lock time 0: caravan 0, ledger 0; sequence 4294967294, version 2, hash type null'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
