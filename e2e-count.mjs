import pg from 'pg'; import { readdirSync } from 'node:fs';
const [host]=process.argv.slice(2);
