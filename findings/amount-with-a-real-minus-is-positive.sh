#!/usr/bin/env bash
# -1234.50, as the platform writes it in Norwegian, Swedish or Finnish, is read as 1234.50 by five money packages.
#
# Guess:   a package that reads localized amounts reads what Intl.NumberFormat writes, or refuses it. One that writes
#          and reads (@dintero/money) reads its own text.
# Fact:    in these languages, and in Croatian, Slovenian and Lithuanian, Intl writes the minus as U+2212, not as the
#          hyphen of the keyboard. @dintero/money, accounting, currency.js, numeral and parsecurrency drop it as an
#          unknown character, numeral with its locale no each time. @internationalized/number reads -1234.5. With a
#          hyphen in its place all give the negative amount.
# Cost:    a refund, a loss or a debit that passes through a page, a form or a pasted cell becomes a credit, and only
#          for negative amounts in some countries.
# Version: @dintero/money 1.1.12, accounting 0.4.1, currency.js 2.0.4, numeral 2.0.6, parsecurrency 1.1.1,
#          @internationalized/number 3.6.9.
# Source:  Unicode CLDR, nb, sv and fi, "minusSign"; the documentation of @dintero/money: fromLocaleString is "from a
#          string formatted in a certain locale", with no-NB as its first example, and toLocaleString its counterpart.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @dintero/money@1.1.12 accounting@0.4.1 \
	currency.js@2.0.4 numeral@2.0.6 parsecurrency@1.1.1 @internationalized/number@3.6.9

cat >show.cjs <<'JS'
const accounting = require('accounting');
const currency = require('currency.js');
const numeral = require('numeral');
const parseCurrency = require('parsecurrency');
const { Money } = require('@dintero/money');
const { NumberParser } = require('@internationalized/number');
require('numeral/locales/no');

numeral.locale('no');
const readers = {
	'@dintero/money': (text, locale) => Money.fromLocaleString(text, 'EUR', locale).toString(),
	accounting: text => accounting.unformat(text, ','),
	'currency.js': text => currency(text, { decimal: ',', separator: ' ' }).value,
	numeral: text => numeral(text).value(),
	parsecurrency: text => parseCurrency(text).value,
	'@internationalized/number': (text, locale) => new NumberParser(locale).parse(text),
};
for (const locale of ['nb-NO', 'sv-SE', 'fi-FI']) {
	const written = Money.of('-1234.50', 'EUR').toLocaleString(locale);
	const typed = written.replace('\u2212', '-');
	console.log(`${locale}, written with U+${written.codePointAt(0).toString(16)}`);
	for (const [name, read] of Object.entries(readers)) {
		console.log(`${locale}, ${name}: ${read(written, locale)}, with a hyphen ${read(typed, locale)}`);
	}
}
const locales = ['nb', 'sv', 'fi', 'hr', 'sl', 'lt', 'de', 'fr', 'pl', 'en'];
console.log(`U+2212 in ${locales.filter(locale => new Intl.NumberFormat(locale).format(-1).includes('\u2212'))}`);
JS

echo "@dintero/money 1.1.12, accounting 0.4.1, currency.js 2.0.4, numeral 2.0.6, parsecurrency 1.1.1, \
@internationalized/number 3.6.9, node $(node --version)"
echo "guess: -1234.5 in every line, or an error"
seen=$(node show.cjs)
echo "$seen"

expected='nb-NO, written with U+2212
nb-NO, @dintero/money: 1234.50, with a hyphen -1234.50
nb-NO, accounting: 1234.5, with a hyphen -1234.5
nb-NO, currency.js: 1234.5, with a hyphen -1234.5
nb-NO, numeral: 1234.5, with a hyphen -1234.5
nb-NO, parsecurrency: 1234.5, with a hyphen -1234.5
nb-NO, @internationalized/number: -1234.5, with a hyphen -1234.5
sv-SE, written with U+2212
sv-SE, @dintero/money: 1234.50, with a hyphen -1234.50
sv-SE, accounting: 1234.5, with a hyphen -1234.5
sv-SE, currency.js: 1234.5, with a hyphen -1234.5
sv-SE, numeral: 1234.5, with a hyphen -1234.5
sv-SE, parsecurrency: 1234.5, with a hyphen -1234.5
sv-SE, @internationalized/number: -1234.5, with a hyphen -1234.5
fi-FI, written with U+2212
fi-FI, @dintero/money: 1234.50, with a hyphen -1234.50
fi-FI, accounting: 1234.5, with a hyphen -1234.5
fi-FI, currency.js: 1234.5, with a hyphen -1234.5
fi-FI, numeral: 1234.5, with a hyphen -1234.5
fi-FI, parsecurrency: 1234.5, with a hyphen -1234.5
fi-FI, @internationalized/number: -1234.5, with a hyphen -1234.5
U+2212 in nb,sv,fi,hr,sl,lt'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
