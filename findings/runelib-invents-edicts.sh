#!/usr/bin/env bash
# runelib reads edicts that a runestone does not hold.
#
# Guess:   Runestone.decipher(rawTx) returns the edicts of the runestone, in order, each once.
# Fact:    for every edict after the first it reads the rest of the list again, from base 0:0. A transaction that
#          moves three runes is reported as six transfers. The extra ones name runes such as 5:3 that the sender
#          never mentioned, and their amounts count again. Nothing is thrown.
# Cost:    an indexer or a deposit page that sums these edicts credits runes that were never sent.
# Version: runelib 1.0.7. @magiceden-oss/runestone-lib 1.0.2 encodes the runestone and decodes it as a second opinion.
# Source:  the ord handbook, "Runes", and its "Specification" page: edicts are groups of four integers, and each id is
#          a delta from the id of the edict before it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	runelib@1.0.7 @magiceden-oss/runestone-lib@1.0.2

cat >show.cjs <<'JS'
const { encodeRunestone, tryDecodeRunestone } = require('@magiceden-oss/runestone-lib');
const { Runestone } = require('runelib');

const edicts = [
	{ id: { block: 840000n, tx: 1 }, amount: 100n, output: 1 },
	{ id: { block: 840005n, tx: 3 }, amount: 200n, output: 2 },
	{ id: { block: 840009n, tx: 7 }, amount: 300n, output: 1 },
];
const payment = '0014' + '11'.repeat(20);
const scripts = [encodeRunestone({ edicts }).encodedRunestone.toString('hex'), payment, payment];

const byte = (n) => n.toString(16).padStart(2, '0');
const rawTx = '02000000' + '01' + '22'.repeat(32) + '00000000' + '00' + 'fdffffff'
	+ byte(scripts.length) + scripts.map((s) => '2202000000000000' + byte(s.length / 2) + s).join('')
	+ '00000000';

const line = (block, tx, e) => `${block}:${tx} ${e.amount} to output ${e.output}`;
const show = (who, list) => console.log(`${who}: ${list.length} edicts\n  ${list.join('\n  ')}`);

show('sent', edicts.map((e) => line(e.id.block, e.id.tx, e)));
const other = tryDecodeRunestone({ vout: scripts.map((hex) => ({ scriptPubKey: { hex } })) });
show('runestone-lib reads', other.edicts.map((e) => line(e.id.block, e.id.tx, e)));
const read = Runestone.decipher(rawTx).value();
show('runelib reads', read.edicts.map((e) => line(e.id.block, e.id.idx, e)));
JS

echo "runelib 1.0.7, @magiceden-oss/runestone-lib 1.0.2, node $(node --version)"
echo "guess: runelib reads the three edicts that were sent"
seen=$(node show.cjs)
echo "$seen"

expected='sent: 3 edicts
  840000:1 100 to output 1
  840005:3 200 to output 2
  840009:7 300 to output 1
runestone-lib reads: 3 edicts
  840000:1 100 to output 1
  840005:3 200 to output 2
  840009:7 300 to output 1
runelib reads: 6 edicts
  840000:1 100 to output 1
  840005:3 200 to output 2
  840009:7 300 to output 1
  5:3 200 to output 2
  9:7 300 to output 1
  4:7 300 to output 1'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
