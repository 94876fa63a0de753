/** The linear memory: a cell for each page, or for several where there are many. */
import { byId, element, setText, syncTerms } from '../dom.js';
import { bytes } from '../format.js';

const PAGE = 65_536;
const MOST_CELLS = 512;
const USED = /memory\.used/;
/** Gauges of the memory's sizes, which its status shows. */
const SHOWN = /pages|memory\.max$/;

export function showMemory(system) {
	const { memory, gauges } = system;
	const used = Object.entries(gauges).find(([name]) => USED.test(name))?.[1];
	const usedPages = used === undefined ? memory.pages : Math.ceil(used / PAGE);
	setText(byId('memory-bytes'), bytes((used === undefined ? memory.pages * PAGE : used)));
	setText(byId('memory-note'), `${memory.pages} of ${memory.maximum} pages of 64 KiB`);
	drawMap(memory, usedPages);
	const details = [['Shared', memory.active ? 'yes, by all instances' : `no: ${memory.reason}`],
		['Size', bytes(memory.pages * PAGE)], ['Maximum', bytes(memory.maximum * PAGE)],
		...Object.entries(gauges).filter(([name]) => !SHOWN.test(name)).map(([name, value]) => [label(name), bytes(value)])];
	syncTerms(byId('memory-details'), details);
}

function label(name) {
	const text = name.replace('darkswap.memory.', '').replace(/[._]/g, ' ');
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function drawMap(memory, usedPages) {
	const each = Math.ceil(memory.maximum / MOST_CELLS);
	const cells = Math.ceil(memory.maximum / each);
	const map = byId('memory-map');
	while (map.children.length > cells) {
		map.lastChild.remove();
	}
	while (map.children.length < cells) {
		map.append(element('i'));
	}
	[...map.children].forEach((cell, index) => {
		const page = index * each;
		cell.className = page < usedPages ? 'used' : page < memory.pages ? 'grown' : '';
	});
	map.setAttribute('aria-label', `${usedPages} pages are used, ${memory.pages} are in the memory, ${memory.maximum} may be`);
}
