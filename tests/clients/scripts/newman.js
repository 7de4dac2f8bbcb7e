// Runs a collection with an environment, and prints the status of each request.
const newman = require('newman');

const [collection, environment] = process.argv.slice(2);
newman.run({ collection, environment, timeoutRequest: 30000 }, (error, summary) => {
  if (error) throw error;
  const statuses = summary.run.executions.map(({ item, response, requestError }) => [
    item.name,
    requestError ? String(requestError) : response.code,
  ]);
  console.log(JSON.stringify(statuses));
});
