// Loads a transaction into Medplum's server code. Prints its answer and the stored resources.
// Usage: node load.mjs transaction.json
import { MockClient } from '@medplum/mock';
import { readFileSync } from 'node:fs';

const client = new MockClient();
const bundle = JSON.parse(readFileSync(process.argv[2], 'utf-8'));
const { type, entry } = await client.executeBatch(bundle);
const stored = [];
for (const { resource } of bundle.entry) {
  stored.push(await client.readResource(resource.resourceType, resource.id));
}
const answer = { type, statuses: entry.map((e) => e.response.status), stored };
// The client keeps a timer, so the process would not end by itself.
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
