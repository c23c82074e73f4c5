// Code that assumes a customer's role, tested with Node's own runner; Vitest and Jest take the same
// with their `beforeAll`, `afterAll` and `expect`. IAMSIM names the program.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';

import {IAMClient, ListUsersCommand} from '@aws-sdk/client-iam';
import {fromTemporaryCredentials} from '@aws-sdk/credential-providers';

const seed = fileURLToPath(
    new URL('../../../../examples/pytest/accounts.yaml', import.meta.url));
const region = 'us-east-1';
let server;
let endpoint;

before(async () => {
  server = spawn(
      process.env.IAMSIM ?? 'iamsim', ['serve', '--listen', '127.0.0.1:0', '--seed', seed],
      {stdio: ['ignore', 'pipe', 'inherit']});
  const [first] = await once(createInterface(server.stdout), 'line');
  endpoint = first.split(' ').at(-1);
});
after(() => server.kill('SIGTERM'));

// The code under test.
async function countUsers(ExternalId) {
  const credentials = fromTemporaryCredentials({
    masterCredentials: {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab',
    },
    params: {RoleArn: 'arn:aws:iam::111122223333:role/CostReports', RoleSessionName: 'reports',
             ExternalId},
    clientConfig: {region, endpoint},
  });
  const iam = new IAMClient({region, endpoint, credentials, maxAttempts: 1});
  return (await iam.send(new ListUsersCommand({}))).Users.length;
}

test('the customer\'s users are counted', async () => {
  assert.equal(await countUsers('cust-7f3c0e52'), 0);
});

test('another customer\'s External ID is refused', () =>
     assert.rejects(countUsers('cust-00000000'), {name: 'AccessDenied'}));
