// The AWS SDK for JavaScript v3 against iamsim: the role handshake by calls, by a credential
// provider and by a profile.
import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';

import {
  AttachRolePolicyCommand, CreateAccessKeyCommand, CreatePolicyCommand, CreateRoleCommand,
  CreateUserCommand, IAMClient, ListRolesCommand, ListUsersCommand, PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {AssumeRoleCommand, GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {fromIni, fromTemporaryCredentials} from '@aws-sdk/credential-providers';

import {startServer} from './server.mjs';

const region = 'us-east-1';
const customer = {accessKeyId: '111122223333', secretAccessKey: 'test'};
const thirdParty = {accessKeyId: '444455556666', secretAccessKey: 'test'};
const roleArn = 'arn:aws:iam::111122223333:role/DeputyAccess';
const sessionArn = 'arn:aws:sts::111122223333:assumed-role/DeputyAccess/';
const externalId = 'Unique-Id-0815';

let server;
let deputy;  // the third party's access key

const client = (Client, credentials) =>
    new Client({region, endpoint: server.url, credentials, maxAttempts: 1});
const policy = (statement) =>
    JSON.stringify({Version: '2012-10-17', Statement: [{Effect: 'Allow', ...statement}]});
const refused = (code, promise) => assert.rejects(promise, (error) => {
  assert.equal(error.Code ?? error.name, code);
  return true;
});
const arnOf = async (credentials) =>
    (await client(STSClient, credentials).send(new GetCallerIdentityCommand({}))).Arn;

async function createDeputy() {
  const iam = client(IAMClient, thirdParty);
  const {User} = await iam.send(new CreateUserCommand({UserName: 'deputy'}));
  await iam.send(new PutUserPolicyCommand({
    UserName: 'deputy',
    PolicyName: 'assume',
    PolicyDocument: policy({Action: 'sts:AssumeRole', Resource: roleArn}),
  }));
  const {AccessKey} = await iam.send(new CreateAccessKeyCommand({UserName: 'deputy'}));
  deputy = {accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey};
  return User.Arn;
}

async function createRole(trusted) {
  const iam = client(IAMClient, customer);
  await iam.send(new CreateRoleCommand({
    RoleName: 'DeputyAccess',
    AssumeRolePolicyDocument: policy({
      Principal: {AWS: trusted},
      Action: 'sts:AssumeRole',
      Condition: {StringEquals: {'sts:ExternalId': externalId}},
    }),
  }));
  const {Policy} = await iam.send(new CreatePolicyCommand({
    PolicyName: 'ListUsersOnly',
    PolicyDocument: policy({Action: 'iam:ListUsers', Resource: '*'}),
  }));
  await iam.send(
      new AttachRolePolicyCommand({RoleName: 'DeputyAccess', PolicyArn: Policy.Arn}));
}

before(async () => {
  server = await startServer();
  await createRole(await createDeputy());
});
after(() => server.stop());

test('a role is assumed with its external id, used, and expires', async () => {
  const sts = client(STSClient, deputy);
  const assume = (id) => sts.send(new AssumeRoleCommand(
      {RoleArn: roleArn, RoleSessionName: 'visit', ExternalId: id}));
  await refused('AccessDenied', assume('guess'));
  await refused('AccessDenied', assume(undefined));
  const {Credentials} = await assume(externalId);
  const session = {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  };
  assert.equal(await arnOf(session), sessionArn + 'visit');
  const iam = client(IAMClient, session);
  await iam.send(new ListUsersCommand({}));
  await refused('AccessDenied', iam.send(new ListRolesCommand({})));
  await server.advance('PT1H1S');
  await refused('ExpiredToken', iam.send(new ListUsersCommand({})));
  const again = await assume(externalId);
  assert.notEqual(again.Credentials.AccessKeyId, Credentials.AccessKeyId);
});

test('fromTemporaryCredentials assumes the role', async () => {
  const provider = (ExternalId) => fromTemporaryCredentials({
    masterCredentials: deputy,
    params: {RoleArn: roleArn, RoleSessionName: 'provider', ExternalId},
    clientConfig: {region, endpoint: server.url},
  });
  assert.equal(await arnOf(provider(externalId)), sessionArn + 'provider');
  await refused('AccessDenied', arnOf(provider('guess')));
});

test('a profile assumes the role through AWS_ENDPOINT_URL', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'iamsim-'));
  context.after(() => rm(folder, {recursive: true}));
  await writeFile(join(folder, 'credentials'),
                  `[source]\naws_access_key_id = ${deputy.accessKeyId}\n` +
                      `aws_secret_access_key = ${deputy.secretAccessKey}\n`);
  await writeFile(join(folder, 'config'),
                  ['deputy', 'guesser'].map((name) =>
                      `[profile ${name}]\nregion = ${region}\nrole_arn = ${roleArn}\n` +
                      `source_profile = source\nrole_session_name = ${name}\n` +
                      `external_id = ${name === 'deputy' ? externalId : 'guess'}\n`).join(''));
  process.env.AWS_ENDPOINT_URL = server.url;
  process.env.AWS_CONFIG_FILE = join(folder, 'config');
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
  const identify = async (profile) => {
    const sts = new STSClient({region, credentials: fromIni({profile})});
    return (await sts.send(new GetCallerIdentityCommand({}))).Arn;
  };
  assert.equal(await identify('deputy'), sessionArn + 'deputy');
  await refused('AccessDenied', identify('guesser'));
});
