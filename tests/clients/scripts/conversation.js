// Talking to the test as tests/clients/conversation.py says. The lines of the page come
// before this, and a script with the function `lifecycle` after it.
const { createInterface } = require('node:readline');

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function ask(what) {
  console.log(JSON.stringify(what));
  return JSON.parse((await answers.next()).value);
}

function saw(values) {
  console.log(JSON.stringify({ saw: values }));
}

// What a promise is refused with; it is an error if it is kept.
async function refused(promise) {
  const kept = Symbol('kept');
  const end = await promise.then(() => kept, (error) => error);
  if (end === kept) throw new Error('this should have been refused');
  return end;
}

// Once the whole file is read, `lifecycle` is there.
setImmediate(() => lifecycle().then(
  () => process.exit(0),
  (error) => {
    console.error(error.stack);
    process.exit(1);
  },
));
