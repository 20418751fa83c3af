// Produces a goal onto loop.goals. Prints where it went and the schema id, as JSON.
//   node submit-goal.js BROKERS REGISTRY_URL LOOP_ID
'use strict'
const { Kafka, logLevel } = require('kafkajs')
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry')

const [brokers, host, loopId] = process.argv.slice(2)

// Fields that have a default in the schema may be left out.
const goal = {
  event_id: `node/${loopId}`,
  loop_id: loopId,
  occurred_at: Date.now(),
  producer: { service: 'node-example', instance: 'node-example-1', version: '1.0.0' },
  objective: 'Leave a greeting, asked for from Node.',
  planner: {
    kind: 'PLAYBOOK',
    playbook: [
      {
        name: 'greet',
        actions: [
          {
            name: 'write',
            tool: 'workspace',
            arguments_json: JSON.stringify({ operation: 'write', path: 'hello.txt', content: 'hello' }),
          },
        ],
      },
    ],
  },
  checks: [{ name: 'greeting', kind: 'FILE_EXISTS', config_json: JSON.stringify({ path: 'hello.txt' }) }],
  labels: { from: 'node' },
}

async function main() {
  const registry = new SchemaRegistry({ host })
  const kafka = new Kafka({ clientId: 'node-example', brokers: brokers.split(','), logLevel: logLevel.ERROR })
  const producer = kafka.producer({ idempotent: true })
  const schemaId = await registry.getLatestSchemaId('loop.goals-value')
  const value = await registry.encode(schemaId, goal)
  await producer.connect()
  try {
    // The key is the loop id; which partition it goes to does not matter on loop.goals.
    const [sent] = await producer.send({ topic: 'loop.goals', acks: -1, messages: [{ key: loopId, value }] })
    console.log(JSON.stringify({ partition: sent.partition, offset: sent.baseOffset, schemaId }))
  } finally {
    await producer.disconnect()
  }
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
