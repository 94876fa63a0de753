/** The operator's view: polls the server once a second and shows its answer. */
import { get } from './api.js';
import { byId, setText } from './dom.js';
import { showCalls, showEvents } from './system/activity.js';
import { Demo } from './system/demo.js';
import { showHealth } from './system/health.js';
import { showLog } from './system/log.js';
import { showMemory } from './system/memory.js';
import { showModule } from './system/module.js';
import { Rates } from './system/rates.js';

const PAUSE_MILLIS = 1000;

const rates = new Rates();
const demo = new Demo();

async function refresh() {
	if (document.hidden) {
		document.addEventListener('visibilitychange', refresh, { once: true });
		return;
	}
	try {
		const [system, health, clients] = await Promise.all([get('/api/system'), get('/actuator/health').catch((problem) => problem.body),
			get('/actuator/darkswap'), demo.load()]);
		show(system, health, clients);
		showState('live', 'Live');
	}
	catch {
		showState('stale', 'Stale: the server does not answer');
	}
	finally {
		setTimeout(refresh, PAUSE_MILLIS);
	}
}

function show(system, health, clients) {
	rates.update(system);
	setText(byId('state'), system.state);
	setText(byId('instances'), `${system.busyInstances} / ${system.memory.instances}`);
	setText(byId('call-rate'), rates.calls());
	setText(byId('event-rate'), rates.events());
	setText(byId('streams'), String(system.streams));
	setText(byId('uptime'), duration(system.uptimeSeconds));
	byId('poison').hidden = system.poisonReason === null;
	setText(byId('poison-reason'), system.poisonReason ?? '');
	setText(byId('poisonings'), system.poisonings.toLocaleString('en'));
	showMemory(system);
	showCalls(system.calls);
	showEvents(system.events, rates);
	showHealth(health);
	showModule(clients);
	showLog(clients);
}

function showState(state, text) {
	byId('connection').dataset.state = state;
	setText(byId('connection'), text);
}

function duration(seconds) {
	const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
	const first = parts.findIndex(([length]) => seconds >= length);
	const shown = first < 0 ? [[1, 's']] : parts.slice(first, first + 2);
	let rest = seconds;
	return shown.map(([length, unit]) => {
		const count = Math.floor(rest / length);
		rest -= count * length;
		return `${count} ${unit}`;
	}).join(' ');
}

refresh();
