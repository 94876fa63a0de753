#!/usr/bin/env bash
# Arrow's JavaScript makes NaN and an empty text, not null, of what a JSON row does not have.
#
# Guess:   tableFromJSON of rows where one lacks "fee" and "note" gives two columns with one null each.
# Fact:    the number is NaN, the text is '', and neither column counts a null. A field that is null in the row stays
#          null. JSON.stringify leaves out what is undefined, so the two kinds of row mix in one file.
# Cost:    a report cannot distinguish a trade without a fee from a broken one; sums over the column become NaN, and a
#          database takes notes that nobody wrote.
# Version: apache-arrow 21.2.0
# Source:  the package's documentation of tableFromJSON; the columnar format's validity bitmaps.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact apache-arrow@21.2.0

cat >show.mjs <<'JS'
import { tableFromJSON } from 'apache-arrow';

const table = tableFromJSON([{ price: 1, fee: 3, note: 'maker' }, { price: 2 }]);
const fee = table.getChild('fee'), note = table.getChild('note');
const given = tableFromJSON([{ price: 1, fee: 3, note: 'maker' }, { price: 2, fee: null, note: null }]);
console.log('guess: fee null (1 null), note null (1 null), as with null in the row');
console.log(`seen:  fee ${fee.get(1)} (${fee.nullCount} nulls), note '${note.get(1)}' (${note.nullCount} nulls); with null in`
	+ ` the row: fee ${given.getChild('fee').get(1)}, note ${given.getChild('note').get(1)}`);
process.exit(Number.isNaN(fee.get(1)) && fee.nullCount === 0 && note.get(1) === '' && note.nullCount === 0
	&& given.getChild('fee').get(1) === null && given.getChild('note').get(1) === null ? 0 : 1);
JS
echo "apache-arrow 21.2.0, Node $(node --version)"
node show.mjs
