// What every driver shares: the workload, the clock, one line of JSON for each measurement.
import {readFileSync} from 'node:fs';

const repetitions = 5;
const secondsEach = Number(process.env.BENCH_SECONDS ?? 0.4);

export const workload =
    JSON.parse(readFileSync(new URL('../data/engine-workload.json', import.meta.url), 'utf8'));

// Calls `prepare(case, policies)` for each case and size; it returns the decision to be measured, a
// function without arguments that answers true for Allowed.
export function measureAll(peer, prepare) {
  for (const name of ['assume', 's3']) {
    for (const size of Object.keys(workload[name].policies)) {
      const decide = prepare(workload[name], workload[name].policies[size]);
      if (decide() !== true) throw new Error(`${peer} doesn't allow ${name}/${size}`);
      const denied = prepare(elsewhere(workload[name]), workload[name].policies[size]);
      if (denied() !== false) throw new Error(`${peer} allows too much in ${name}/${size}`);
      console.log(JSON.stringify({peer, case: `${name}/${size}`, ns: medianNanoseconds(decide)}));
    }
  }
}

// The same case with a resource that no statement names.
function elsewhere(original) {
  const resource = original.request.resource.replace('app', 'elsewhere');
  return {...original, request: {...original.request, resource}};
}

// The median of repetitions, each the mean of a run; the first runs warm the compiler up.
function medianNanoseconds(decide) {
  const calls = callsFor(decide, secondsEach);
  run(decide, calls);
  const means = Array.from({length: repetitions}, () => run(decide, calls) / calls);
  return means.sort((a, b) => a - b)[Math.floor(repetitions / 2)];
}

function callsFor(decide, seconds) {
  for (let calls = 1;; calls *= 2) {
    const nanoseconds = run(decide, calls);
    if (nanoseconds > seconds * 1e8) return Math.ceil(calls * seconds * 1e9 / nanoseconds);
  }
}

function run(decide, calls) {
  let allowed = 0;
  const begin = process.hrtime.bigint();
  for (let i = 0; i < calls; ++i) allowed += decide() ? 1 : 0;
  const nanoseconds = Number(process.hrtime.bigint() - begin);
  if (allowed !== calls) throw new Error('decisions differ from call to call');
  return nanoseconds;
}
