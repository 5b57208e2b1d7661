// Loaded before a server of the idle bench: says, when asked, what the process holds, or (`used`) what is left of that
// once everything nobody needs has been given back. No TypeScript: what reads that would be most of it.
async function report(question) {
  if (question === 'used')
    await globalThis.gc({ type: 'major', execution: 'async', flavor: 'last-resort' });
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ used: heapUsed + external, rss });
}

process.on('message', (question) => void report(question));
// Whoever started it has died.
process.once('disconnect', () => process.exit());
