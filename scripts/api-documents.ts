import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { apiDocuments, withErrorTable } from './api-documents/api-documents';

const root = resolve(__dirname, '..');
const guide = join(root, 'docs/api.md');

mkdirSync(join(root, 'docs/api'), { recursive: true });
for (const [path, text] of Object.entries(apiDocuments())) writeFileSync(join(root, path), text);
writeFileSync(guide, withErrorTable(readFileSync(guide, 'utf8')));
