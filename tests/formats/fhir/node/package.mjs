// Installs a package as FHIR's tools do. Prints the resources that they find by canonical url.
// Usage: node package.mjs package.tgz cache name version url...
import {
  BasePackageLoader,
  createSQLJSPackageDB,
  DiskBasedPackageCache,
} from 'fhir-package-loader';
import { createReadStream } from 'node:fs';

const [file, folder, name, version, ...urls] = process.argv.slice(2);
const cache = new DiskBasedPackageCache(folder);
await cache.cachePackageTarball(name, version, createReadStream(file));
const offline = { resolveVersion: async (_, exact) => exact };
const loader = new BasePackageLoader(await createSQLJSPackageDB(), cache, offline, {});
const status = await loader.loadPackage(name, version);
console.log(JSON.stringify({ status, found: urls.map((url) => loader.findResourceJSON(url)) }));
