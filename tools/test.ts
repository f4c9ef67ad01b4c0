/** npm test: every test of the project, with a last line a program can read. Arguments go to Vitest. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

const folder = mkdtempSync(join(tmpdir(), 'khata-report-'))
const reportFile = join(folder, 'report.json')
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
const run = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], { stdio: 'inherit' })

const report = readReport()
const skipped = report.numPendingTests + report.numTodoTests
// A file that does not load has no failed test; a crash between tests has neither. Both are failures.
const unloaded = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length).length
const counted = report.numFailedTests + unloaded
const failed = counted === 0 && run.status !== 0 && report.numPassedTests > 0 ? 1 : counted

const none = report.numPassedTests + failed === 0
if (none) console.log('No test ran.')
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exitCode = run.status || (failed || none ? 1 : 0)

function readReport(): Report {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8')) as Report
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
