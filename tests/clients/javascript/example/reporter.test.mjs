// Code that assumes a customer's role, tested with Vitest. IAMSIM names the program, `iamsim` on
// the PATH if it is not set.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

import {IAMClient, ListUsersCommand} from '@aws-sdk/client-iam';
import {fromTemporaryCredentials} from '@aws-sdk/credential-providers';
import {afterAll, beforeAll, expect, test} from 'vitest';

const seed = fileURLToPath(
    new URL('../../../../examples/pytest/accounts.yaml', import.meta.url));
const region = 'us-east-1';
let server;
let endpoint;

beforeAll(async () => {
  server = spawn(
      process.env.IAMSIM ?? 'iamsim', ['serve', '--listen', '127.0.0.1:0', '--seed', seed],
      {stdio: ['ignore', 'pipe', 'inherit']});
  const [first] = await once(createInterface(server.stdout), 'line');
  endpoint = first.split(' ').at(-1);
});
afterAll(() => server.kill('SIGTERM'));

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
  expect(await countUsers('cust-7f3c0e52')).toBe(0);
});

test('another customer\'s External ID is refused', async () => {
  await expect(countUsers('cust-00000000')).rejects.toMatchObject({name: 'AccessDenied'});
});
