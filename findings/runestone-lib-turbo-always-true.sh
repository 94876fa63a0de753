#!/usr/bin/env bash
# Magic Eden's runestone-lib reports turbo for every etching.
#
# Guess:   tryDecodeRunestone(tx).etching.turbo says whether the etching set its turbo flag.
# Fact:    it is true for every etching. The flag is taken from the bitmap, but the answer comes from the etching flag.
#          Decoding an etching and encoding it again therefore sets a flag that its author left out.
# Cost:    turbo opts a rune into future protocol changes, for ever. A market that shows or copies it shows or etches
#          the opposite of what the chain says.
# Version: @magiceden-oss/runestone-lib 1.0.2. runelib 1.0.7 is the second opinion.
# Source:  the ord handbook, "Runes specification": flags is a bitmap, etching is bit 0, terms is bit 1, turbo is bit 2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	@magiceden-oss/runestone-lib@1.0.2 runelib@1.0.7

cat >show.cjs <<'JS'
const { encodeRunestone, tryDecodeRunestone } = require('@magiceden-oss/runestone-lib');
const { Runestone } = require('runelib');

const byte = (n) => n.toString(16).padStart(2, '0');
const rawTx = (script) => '02000000' + '01' + '22'.repeat(32) + '00000000' + '00' + 'fdffffff'
	+ '01' + '0000000000000000' + byte(script.length / 2) + script + '00000000';

for (const turbo of [true, false]) {
	const etching = { runeName: 'UNCOMMON•GOODS', premine: 100n, turbo };
	const script = encodeRunestone({ etching }).encodedRunestone.toString('hex');
	const flags = parseInt(script.slice(8, 10), 16); // OP_RETURN, OP_13, a length, tag 2, the flags
	const again = tryDecodeRunestone({ vout: [{ scriptPubKey: { hex: script } }] }).etching;
	const copy = encodeRunestone({ etching: again }).encodedRunestone.toString('hex');
	const other = Runestone.decipher(rawTx(script)).value().etching.value();
	console.log(`turbo ${turbo}: flags ${flags}, runelib reads ${other.turbo}, runestone-lib reads ${again.turbo},`
		+ ` and encodes it again with flags ${parseInt(copy.slice(8, 10), 16)}`);
}
JS

echo "@magiceden-oss/runestone-lib 1.0.2, runelib 1.0.7, node $(node --version)"
echo "guess: the second line says false and keeps flags 1"
seen=$(node show.cjs)
echo "$seen"

expected='turbo true: flags 5, runelib reads true, runestone-lib reads true, and encodes it again with flags 5
turbo false: flags 1, runelib reads false, runestone-lib reads true, and encodes it again with flags 5'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
