#!/usr/bin/env bash
# A miniscript that waits 65,536 blocks waits none, and two checkers call it sane.
#
# Guess:   or_d(pk(A),and_v(v:pk(B),older(n))) lets B spend after n blocks, and a checker refuses an n that cannot work.
# Fact:    consensus compares only the low 16 bits of a relative lock. older(65535) waits 15 months, older(65536) waits
#          0 blocks, older(65537) waits 1. Both the JavaScript build of the reference miniscript and the build of
#          rust-miniscript accept all three without a word, as the specification allows any n below 2^31.
# Cost:    a recovery key that should wake after 15 months and a bit can spend at once.
# Version: @bitcoinerlab/miniscript 2.0.0, @bitgo/wasm-utxo 4.17.0, bip68 1.0.4.
# Source:  BIP 379 (older(n), 1 <= n < 2^31), BIP 68 (the mask 0x0000ffff), BIP 112 (the masked values are compared).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	@bitcoinerlab/miniscript@2.0.0 @bitgo/wasm-utxo@4.17.0 bip68@1.0.4

cat >show.cjs <<'JS'
const { compileMiniscript, satisfier } = require('@bitcoinerlab/miniscript');
const { Miniscript } = require('@bitgo/wasm-utxo');
const bip68 = require('bip68');

const keys = {
	A: '02e493dbf1c10d80f3581e4904930b1404cc6c13900ee0758474fa94abe8c4cd13',
	B: '03acd484e2f0c7f65309ad178a9f559abde09796974c57e714c35f110dfc27ccbe',
};
for (const n of [65535, 65536, 65537]) {
	const policy = `or_d(pk(A),and_v(v:pk(B),older(${n})))`;
	const sane = compileMiniscript(policy).issane ? 'sane' : 'not sane';
	const { nSequence } = satisfier(policy).nonMalleableSats.find((way) => way.nSequence !== undefined);
	let other;
	try {
		Miniscript.fromString(policy.replace(/\b[AB]\b/g, (name) => keys[name]), 'segwitv0');
		other = 'accepted';
	} catch (e) {
		other = 'refused';
	}
	console.log(`older(${n}): ${sane}, rust-miniscript: ${other}, B spends with nSequence ${nSequence},`
		+ ` which waits ${bip68.decode(nSequence).blocks} blocks`);
}
JS

echo "@bitcoinerlab/miniscript 2.0.0, @bitgo/wasm-utxo 4.17.0, bip68 1.0.4, node $(node --version)"
echo "guess: 65536 waits 65536 blocks, or is refused"
seen=$(node show.cjs)
echo "$seen"

expected='older(65535): sane, rust-miniscript: accepted, B spends with nSequence 65535, which waits 65535 blocks
older(65536): sane, rust-miniscript: accepted, B spends with nSequence 65536, which waits 0 blocks
older(65537): sane, rust-miniscript: accepted, B spends with nSequence 65537, which waits 1 blocks'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
