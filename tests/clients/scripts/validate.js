// Holds a file against the published schema of its kind, and prints what is wrong.
const { readFileSync } = require('fs');
const { HarValidator, PostmanValidator } = require('@har-sdk/validator');

const [kind, file] = process.argv.slice(2);
const validator = kind === 'har' ? new HarValidator() : new PostmanValidator();
validator
  .verify(JSON.parse(readFileSync(file, 'utf8')))
  .then((problems) => console.log(JSON.stringify(problems)));
