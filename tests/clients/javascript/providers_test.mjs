// The SDK's credential providers for web identities, and its newest operations: what older clients
// don't know.
import assert from 'node:assert/strict';
import {generateKeyPairSync, sign} from 'node:crypto';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';

import {
  CreateOpenIDConnectProviderCommand, CreateRoleCommand, IAMClient,
} from '@aws-sdk/client-iam';
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {fromTokenFile, fromWebToken} from '@aws-sdk/credential-providers';

import {startServer} from './server.mjs';

const region = 'us-east-1';
const account = {accessKeyId: '111122223333', secretAccessKey: 'test'};
const roleArn = 'arn:aws:iam::111122223333:role/Deployer';
const issuer = 'token.ci.example.com';
const {privateKey, publicKey} = generateKeyPairSync('rsa', {modulusLength: 2048});

let server;

const encode = (json) => Buffer.from(JSON.stringify(json)).toString('base64url');

// A token of the issuer, as a CI system gives its jobs.
function tokenFor(subject) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {iss: `https://${issuer}`, aud: 'sts.amazonaws.com', sub: subject, iat: now,
                  exp: now + 600};
  const signed = `${encode({alg: 'RS256', kid: 'ci', typ: 'JWT'})}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

async function trustIssuer() {
  const iam = new IAMClient({region, endpoint: server.url, credentials: account});
  const {OpenIDConnectProviderArn} = await iam.send(new CreateOpenIDConnectProviderCommand({
    Url: `https://${issuer}`, ClientIDList: ['sts.amazonaws.com'],
    ThumbprintList: ['990f4193972f2becf12ddeda5237f9c952f20d9e'],
  }));
  await iam.send(new CreateRoleCommand({
    RoleName: 'Deployer',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: {Federated: OpenIDConnectProviderArn},
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {StringEquals: {[`${issuer}:aud`]: 'sts.amazonaws.com',
                                   [`${issuer}:sub`]: 'repo:acme/shop:ref:refs/heads/main'}},
      }],
    }),
  }));
}

const arnOf = async (credentials) => {
  const sts = new STSClient({region, endpoint: server.url, credentials, maxAttempts: 1});
  return (await sts.send(new GetCallerIdentityCommand({}))).Arn;
};

before(async () => {
  server = await startServer();
  await trustIssuer();
  await server.control('oidc', {
    issuer: `https://${issuer}`,
    jwks: {keys: [{...publicKey.export({format: 'jwk'}), kid: 'ci', alg: 'RS256', use: 'sig'}]},
  });
});
after(() => server.stop());

test('fromWebToken assumes the role for the subject that it trusts', async () => {
  const provider = (subject) => fromWebToken({
    roleArn, roleSessionName: 'job', webIdentityToken: tokenFor(subject),
    clientConfig: {region, endpoint: server.url, maxAttempts: 1},
  });
  assert.equal(await arnOf(provider('repo:acme/shop:ref:refs/heads/main')),
               'arn:aws:sts::111122223333:assumed-role/Deployer/job');
  await assert.rejects(arnOf(provider('repo:acme/shop:pull_request')), {name: 'AccessDenied'});
});

test('fromTokenFile assumes the role that the environment names', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'iamsim-'));
  context.after(() => rm(folder, {recursive: true}));
  process.env.AWS_WEB_IDENTITY_TOKEN_FILE = join(folder, 'token');
  process.env.AWS_ROLE_ARN = roleArn;
  process.env.AWS_ROLE_SESSION_NAME = 'file';
  await writeFile(process.env.AWS_WEB_IDENTITY_TOKEN_FILE,
                  tokenFor('repo:acme/shop:ref:refs/heads/main'));
  const provider = fromTokenFile({clientConfig: {region, endpoint: server.url}});
  assert.equal(await arnOf(provider), 'arn:aws:sts::111122223333:assumed-role/Deployer/file');
});
