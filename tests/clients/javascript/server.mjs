// An iamsim server on a free port, for tests with the AWS SDK for JavaScript.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';

// Runs the program that the variable IAMSIM names. Its clock starts at the machine's time, so that
// the SDK doesn't take what it gives for expired, and stands still until advance().
export async function startServer() {
  const child = spawn(
      process.env.IAMSIM, ['serve', '--listen', '127.0.0.1:0', '--clock', 'manual'],
      {stdio: ['ignore', 'pipe', 'inherit']});
  const ended = once(child, 'exit');
  const [first] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then(([code]) => [`an end with ${code}`]),
  ]);
  const match = /^listening on (http:\S+)$/.exec(first);
  if (!match) {
    child.kill();
    throw new Error(`iamsim serve began with ${first}`);
  }
  const url = match[1];
  const control = async (path, body, method = 'POST') => {
    const answer = await fetch(`${url}/_iamsim/${path}`, {
      method,
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} refused: ${await answer.text()}`);
    return answer.json();
  };
  await control('clock', {set: new Date().toISOString().replace(/\.\d+/, '')});
  return {
    url,
    control,
    advance: (duration) => control('clock', {advance: duration}),
    async stop() {
      child.kill('SIGTERM');
      const [code] = await ended;
      if (code !== 0) throw new Error(`iamsim serve ended with ${code}`);
    },
  };
}
